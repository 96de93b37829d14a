package io.slipway.events.schema;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.events.deploy.DeploymentState;

/** {@code docs/reference/deployment-states.md}. */
final class StatesReference {
    private StatesReference() {}

    static String page() {
        return """
                # States of a deployment

                Drawn from the one table of transitions in the code, `DeploymentState.next()`. The machine is monotone: no state is
                reached twice, and a terminal state never changes, whatever is delivered again.

                ```mermaid
                stateDiagram-v2
                    [*] --> requested
                %s
                ```

                | state | holds its environment | may become |
                |---|---|---|
                %s
                """.formatted(diagram(), table());
    }

    private static String diagram() {
        return Stream.of(DeploymentState.values())
                .flatMap(state -> state.terminal()
                        ? Stream.of("    " + id(state) + " --> [*]")
                        : state.next().stream().map(next -> "    " + id(state) + " --> " + id(next)))
                .collect(Collectors.joining("\n"));
    }

    private static String table() {
        return Stream.of(DeploymentState.values())
                .map(state -> "| `%s` | %s | %s |"
                        .formatted(
                                state.name(),
                                state.holdsEnvironment() ? "yes" : "no",
                                state.terminal()
                                        ? "nothing: it has ended"
                                        : state.next().stream()
                                                .map(next -> "`" + next.name() + "`")
                                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }

    /** {@code rollingOut}: the diagram takes no underscores for what they are. */
    private static String id(DeploymentState state) {
        StringBuilder id = new StringBuilder();
        for (String word : state.name().toLowerCase(Locale.ROOT).split("_")) {
            id.append(id.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return id.toString();
    }
}
