package io.slipway.cli.command;

import java.util.Map;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "break-glass",
        description = "Let a deployment go on although its environment is closed; takes a role the environment names.",
        mixinStandardHelpOptions = true)
public final class BreakGlassCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Option(
            names = {"-m", "--reason"},
            required = true,
            paramLabel = "TEXT",
            description = "Why it cannot wait; an alert says so too.")
    private String reason = "";

    @Override
    protected ExitCode run(ApiClient api) {
        var accepted =
                api.command("/api/v1/deployments/" + ApiClient.encode(id) + "/break-glass", Map.of("reason", reason));
        if (output().isTable()) {
            terminal().out().println(accepted.requireSubject() + " goes on");
        } else {
            print(accepted);
        }
        return ExitCode.DONE;
    }
}
