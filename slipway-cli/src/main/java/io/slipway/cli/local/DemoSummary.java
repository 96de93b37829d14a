package io.slipway.cli.local;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;

/** What the demo says at its end. */
final class DemoSummary {
    private final Terminal terminal;

    DemoSummary(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(List<DeploymentView> deployments, Users users, String serving, int told, Duration took) {
        PrintWriter out = terminal.out();
        out.println();
        out.println(terminal.bold("Summary"));
        Instant now = Instant.now();
        int width = deployments.stream()
                .flatMap(view -> view.steps().stream())
                .mapToInt(step -> step.title().length())
                .max()
                .orElse(0);
        for (DeploymentView view : deployments) {
            out.printf(
                    "%s %-21s %-6s %-12s %s%n",
                    Words.sign(view.state()),
                    view.id(),
                    view.version(),
                    Words.of(view.state()),
                    Words.duration(view.requestedAt(), view.finishedAt(), now));
            view.steps().stream()
                    .filter(step -> step.status() != StepStatus.SKIPPED)
                    .forEach(step -> out.printf(
                            "    %s %-" + width + "s  %s%n",
                            Words.sign(step.status()),
                            step.title(),
                            Words.duration(step.startedAt(), step.finishedAt(), now)));
            if (!view.message().isEmpty() && view.state() != DeploymentState.SUCCEEDED) {
                out.println("    " + view.message());
            }
        }
        String answers = users.answers().entrySet().stream()
                .map(entry -> entry.getValue() + " by " + entry.getKey())
                .collect(Collectors.joining(", "));
        out.println();
        out.println("Production serves " + serving);
        out.println("Requests          " + users.sent() + " sent, answered: " + answers + "; " + users.errors()
                + " of them errors of 3.0.0");
        out.println("Lost requests     " + users.lost().size());
        out.println("Notifications     " + told);
        out.println("Took              " + Words.of(took));
    }
}
