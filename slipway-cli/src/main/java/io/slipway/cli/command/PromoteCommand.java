package io.slipway.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = "Deploy what runs in one environment to a later one: the same artifacts, run the same way.",
        mixinStandardHelpOptions = true)
public final class PromoteCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "ENVIRONMENT",
            description = "The environment whose release goes on.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "ENVIRONMENT",
            description = "A later environment. Default: the next of the pipeline.")
    private @Nullable String to;

    @Option(
            names = "--deployment",
            paramLabel = "DEPLOYMENT",
            description = "The release that goes on. Default: the one that serves.")
    private @Nullable String deployment;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Mixin
    private WaitOptions wait = new WaitOptions();

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "to", to);
        put(body, "deployment", deployment);
        put(body, "reason", reason);
        String path = "/api/v1/applications/" + ApiClient.encode(application) + "/environments/"
                + ApiClient.encode(from) + "/promote";
        return wait.conclude(api, terminal(), output(), api.command(path, body).requireSubject());
    }

    private static void put(Map<String, Object> body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
