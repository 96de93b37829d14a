package io.slipway.cli.command;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.Accepted;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        description = {
            "Go on after a pause.",
            "A deployment that paused because there was too little data to tell looks again."
        },
        mixinStandardHelpOptions = true)
public final class ResumeCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Option(
            names = "--accept",
            paramLabel = "REASON",
            description = "Do not look again: take it for good, for this reason, which is kept.")
    private @Nullable String accept;

    @Override
    protected ExitCode run(ApiClient api) {
        String path = "/api/v1/deployments/" + ApiClient.encode(id);
        Accepted accepted = accept == null
                ? api.command(path + "/resume", Map.of())
                : api.command(path + "/accept", Map.of("reason", accept));
        if (output().isTable()) {
            terminal()
                    .out()
                    .println(accepted.requireSubject() + (accept == null ? " resumed" : " accepted, it goes on"));
        } else {
            print(accepted);
        }
        return ExitCode.DONE;
    }
}
