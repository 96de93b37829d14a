package io.slipway.cli.command;

import java.time.Duration;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.progress.Follower;
import io.slipway.events.deploy.view.DeploymentView;

import picocli.CommandLine.Option;

/** Whether the end of a deployment is waited for. */
public final class WaitOptions {
    @Option(
            names = {"-w", "--wait"},
            description = "Show progress and wait for the end, also of the deployments it goes on to by promotion.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "How long to wait; the deployment goes on. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(30);

    /** Prints the id, or follows the deployment to its end. */
    ExitCode conclude(ApiClient api, Terminal terminal, OutputOptions output, String id) throws InterruptedException {
        if (!wait) {
            if (output.isTable()) {
                terminal.out().println(id);
            } else {
                output.print(terminal.out(), api.deployment(id));
            }
            return ExitCode.DONE;
        }
        DeploymentView end = new Follower(api, terminal).follow(id, timeout);
        if (output.isTable()) {
            terminal.out().println(end.id());
        } else {
            output.print(terminal.out(), end);
        }
        return ExitCode.of(end.state());
    }
}
