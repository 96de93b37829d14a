package io.slipway.cli;

import io.slipway.cli.api.Connection;
import io.slipway.cli.backup.BackupCommandLine;
import io.slipway.cli.command.ApplyCommand;
import io.slipway.cli.command.BreakGlassCommand;
import io.slipway.cli.command.DeployCommandLine;
import io.slipway.cli.command.DiffCommand;
import io.slipway.cli.command.HistoryCommand;
import io.slipway.cli.command.InterventionCommand;
import io.slipway.cli.command.LineCommand;
import io.slipway.cli.command.NotificationsCommand;
import io.slipway.cli.command.PlanCommand;
import io.slipway.cli.command.PromoteCommand;
import io.slipway.cli.command.QuarantineCommand;
import io.slipway.cli.command.QueueCommand;
import io.slipway.cli.command.ResumeCommand;
import io.slipway.cli.command.RetryCommand;
import io.slipway.cli.command.RollbackCommand;
import io.slipway.cli.command.SchemaCommand;
import io.slipway.cli.command.StatusCommand;
import io.slipway.cli.command.TerminalCommand;
import io.slipway.cli.command.WatchCommand;
import io.slipway.cli.config.ConfigCommandLine;
import io.slipway.cli.dr.DrCommandLine;
import io.slipway.cli.local.DemoCommand;
import io.slipway.cli.local.DownCommand;
import io.slipway.cli.local.RehearseCommand;
import io.slipway.cli.local.UpCommand;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.stream.DeadLettersCommand;
import io.slipway.cli.stream.EventsCommand;
import io.slipway.cli.stream.LogsCommand;
import io.slipway.cli.stream.PublishCommand;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code slipway}: event-driven delivery from the command line. */
@Command(
        name = "slipway",
        version = "slipway 0.1.0",
        description = "Delivers and operates applications, driven by events.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 usage, 3 rejected, 4 rolled back, 5 timed out.",
            "Environment: SLIPWAY_URL, SLIPWAY_TOKEN, SLIPWAY_DATA, SLIPWAY_ACTOR, NO_COLOR."
        },
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            DemoCommand.class,
            ApplyCommand.class,
            SchemaCommand.class,
            PlanCommand.class,
            DiffCommand.class,
            DeployCommandLine.class,
            StatusCommand.class,
            WatchCommand.class,
            LogsCommand.class,
            InterventionCommand.Approve.class,
            InterventionCommand.Reject.class,
            InterventionCommand.Cancel.class,
            InterventionCommand.Pause.class,
            ResumeCommand.class,
            BreakGlassCommand.class,
            LineCommand.Stop.class,
            LineCommand.Start.class,
            RetryCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            HistoryCommand.class,
            QueueCommand.class,
            NotificationsCommand.class,
            QuarantineCommand.class,
            EventsCommand.class,
            PublishCommand.class,
            ConfigCommandLine.class,
            BackupCommandLine.class,
            DrCommandLine.class,
            DeadLettersCommand.class,
            SlipwayCommand.Completion.class,
            RehearseCommand.class
        })
public final class SlipwayCommand {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to run. */
    public static CommandLine commandLine() {
        return commandLine(Terminal.system());
    }

    /** The whole command line, speaking to this terminal. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine all = new CommandLine(new SlipwayCommand(), new Commands(terminal))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setHelpFactory(CommandHelp::new)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new Failures())
                .setOut(terminal.out())
                .setErr(terminal.err());
        all.getSubcommands().values().forEach(SlipwayCommand::helpAlone);
        return all;
    }

    /** A command has help; the version is the whole program's. */
    private static void helpAlone(CommandLine command) {
        var spec = command.getCommandSpec();
        spec.mixinStandardHelpOptions(false);
        spec.usageMessage().sortOptions(false);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .order(Connection.ORDER - 1)
                .description("Show this help and end.")
                .build());
        command.getSubcommands().values().forEach(SlipwayCommand::helpAlone);
    }

    /** Makes the commands and gives them the terminal. */
    private record Commands(Terminal terminal) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            K made = CommandLine.defaultFactory().create(type);
            if (made instanceof TerminalCommand command) {
                command.use(terminal);
            }
            return made;
        }
    }

    @Command(
            name = "completion",
            description = "Print a completion script: source <(slipway completion)",
            mixinStandardHelpOptions = true)
    static final class Completion implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine()
                    .getOut()
                    .print(AutoComplete.bash("slipway", spec.root().commandLine()));
            spec.commandLine().getOut().flush();
        }
    }
}
