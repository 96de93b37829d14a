package io.slipway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** docs/reference/cli.md, from what the parser knows. */
final class ReferencePage {
    private static final String HEAD = """
            # Command line

            This page is written from the command line's own definition. `slipway COMMAND --help` says the same.

            Data goes to standard output, progress and errors go to standard error. With `-o json` or `-o yaml` standard
            output holds nothing but the document, as the [HTTP API](http-api.md) has it.
            """;

    private static final String VARIABLES = """

            ## Environment variables

            | variable | meaning |
            |---|---|
            | `SLIPWAY_URL` | Where Slipway answers, as `--url`. |
            | `SLIPWAY_TOKEN` | The bearer token, as `--token`. Keeps it out of the process list and the shell's history. |
            | `SLIPWAY_DATA` | The data folder of a local Slipway, as `--data-folder`. Without a token, the one in its `admin-token` is sent. |
            | `SLIPWAY_ACTOR` | Who is asking, as `--as`. |
            | `SLIPWAY_PORT` | The HTTP port of a Slipway that `up` and `demo` start, as `--port`. |
            | `SLIPWAY_KAFKA_PORT` | Its Kafka port, as `--kafka-port`. |
            | `NO_COLOR` | When set, nothing is coloured. |
            | `CI` | When set, progress is plain lines, also on a terminal. |

            ## Progress

            `deploy --wait`, `rollback --wait` and `watch` draw the steps over again in place on a terminal, and write one line
            per change elsewhere. A Slipway that is restarted meanwhile is waited for, up to a minute. Ctrl-C ends the command,
            with exit status 130, and not the deployment.
            """;

    private final CommandLine root;
    private final List<String> lines = new ArrayList<>();

    ReferencePage(CommandLine root) {
        this.root = root;
    }

    String text() {
        StringBuilder exits = new StringBuilder("\n## Exit status\n\n| status | meaning |\n|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            exits.append("| ")
                    .append(code.status())
                    .append(" | ")
                    .append(code.meaning())
                    .append(" |\n");
        }
        line("");
        line("## Commands");
        line("");
        line("| command | |");
        line("|---|---|");
        commands(root).forEach(command -> {
            CommandSpec spec = command.getCommandSpec();
            line("| [`" + spec.qualifiedName() + "`](#" + spec.qualifiedName().replace(' ', '-') + ") | "
                    + cell(spec.usageMessage().description()[0]) + " |");
        });
        connection();
        commands(root).forEach(command -> describe(command.getCommandSpec()));
        return HEAD + exits + VARIABLES + String.join("\n", lines) + "\n";
    }

    /** The commands that do something, in the order of the help. */
    private static Stream<CommandLine> commands(CommandLine group) {
        return group.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .flatMap(command -> command.getSubcommands().isEmpty() ? Stream.of(command) : commands(command));
    }

    private void connection() {
        line("");
        line("## Connection");
        line("");
        line("Every command that speaks to a Slipway takes these options too.");
        CommandSpec any = root.getSubcommands().get("status").getCommandSpec();
        table("option", any.options().stream().filter(CommandHelp::shared).toList());
        line("");
        line("## Without a server");
        line("");
        line(
                "The commands of `slipway backup` that look into a repository take these, before or after their name. With them"
                        + " they need neither a Slipway nor a broker: what is left after a loss is enough.");
        CommandSpec backup = root.getSubcommands().get("backup").getCommandSpec();
        table("option", backup.options().stream().filter(CommandHelp::shared).toList());
    }

    private void describe(CommandSpec spec) {
        line("");
        line("## " + spec.qualifiedName());
        line("");
        line(String.join("\n", spec.usageMessage().description()));
        line("");
        line("```");
        line(spec.commandLine().getHelp().synopsis(0).strip());
        line("```");
        table("argument", spec.positionalParameters());
        table(
                "option",
                spec.options().stream()
                        .filter(option -> !CommandHelp.shared(option) && !option.usageHelp())
                        .toList());
    }

    private void table(String kind, List<? extends ArgSpec> args) {
        if (args.isEmpty()) {
            return;
        }
        line("");
        line("| " + kind + " | meaning |");
        line("|---|---|");
        args.forEach(arg -> line("| " + name(arg) + " | " + cell(String.join(" ", arg.description()))
                + (arg.required() ? " Required." : "") + " |"));
    }

    private static String name(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option)) {
            return "`" + arg.paramLabel() + "`";
        }
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return Stream.of(option.names()).map(name -> "`" + name + value + "`").collect(Collectors.joining(", "));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("%n", " ").strip();
    }

    private void line(String text) {
        lines.add(text);
    }
}
