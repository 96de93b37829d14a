package io.slipway.cli.command;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.progress.Follower;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Follow a deployment to its end. Ctrl-C stops watching, not the deployment.",
        mixinStandardHelpOptions = true)
public final class WatchCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Mixin
    private WaitOptions wait = new WaitOptions();

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        return new Follower(api, terminal()).outcome(id, wait.timeout());
    }
}
