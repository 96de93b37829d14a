package io.slipway.cli.backup;

import java.time.Duration;

import io.slipway.cli.ExitCode;
import io.slipway.cli.command.DurationConverter;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.output.Terminal;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;

import picocli.CommandLine.Option;

/** Whether the end of a run is waited for. */
final class RunWait {
    @Option(
            names = {"-w", "--wait"},
            description = "Show progress and wait for the end; exit status 1 where it fails.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "4h",
            converter = DurationConverter.class,
            description = "How long to wait; the run goes on. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofHours(4);

    /** Prints the run's id, or follows it to its end. */
    ExitCode conclude(BackupApi api, Terminal terminal, OutputOptions output, String id) throws InterruptedException {
        if (!wait && output.isTable()) {
            terminal.out().println(id);
            return ExitCode.DONE;
        }
        RunView run = wait ? new RunFollower(api, terminal).follow(id, timeout) : api.run(id);
        if (output.isTable()) {
            terminal.out().println(id);
        } else {
            output.print(terminal.out(), run);
        }
        return wait ? status(run.status()) : ExitCode.DONE;
    }

    private static ExitCode status(RunStatus status) {
        return switch (status) {
            case SUCCEEDED -> ExitCode.DONE;
            case FAILED, CANCELLED -> ExitCode.FAILED;
            case WAITING, RUNNING, RETRYING -> ExitCode.TIMED_OUT;
        };
    }
}
