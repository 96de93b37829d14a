package io.slipway.cli.command;

import java.time.Duration;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.progress.Follower;
import io.slipway.events.deploy.view.DeploymentView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Follow a deployment to its end. Ctrl-C stops watching, not the deployment.",
        mixinStandardHelpOptions = true)
public final class WatchCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "How long to watch; the deployment goes on. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(30);

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        DeploymentView end = new Follower(api, terminal()).follow(id, timeout);
        if (!output().isTable()) {
            print(end);
        }
        return ExitCode.of(end.state());
    }
}
