package io.slipway.cli.command;

import java.util.Map;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Try the step again that failed or hangs; its running attempt is fenced off.",
        mixinStandardHelpOptions = true)
public final class RetryCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's id, see: slipway status DEPLOYMENT -o yaml")
    private String step = "";

    @Override
    protected ExitCode run(ApiClient api) {
        var accepted = api.command(
                "/api/v1/deployments/" + ApiClient.encode(id) + "/steps/" + ApiClient.encode(step) + "/retry",
                Map.of());
        if (output().isTable()) {
            terminal().out().println(accepted.requireSubject() + " tries " + step + " again");
        } else {
            print(accepted);
        }
        return ExitCode.DONE;
    }
}
