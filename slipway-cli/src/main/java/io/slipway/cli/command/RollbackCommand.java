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
        name = "rollback",
        description = "Go back to an earlier release with the artifacts and the configuration that ran then.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The application.")
    private String application = "";

    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Option(
            names = "--to",
            paramLabel = "DEPLOYMENT",
            description = "The successful deployment to go back to. Default: the one before the present.")
    private @Nullable String to;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Option(
            names = "--force",
            description = "Also to a release in quarantine, which is released thereby; needs a reason.")
    private boolean force;

    @Option(names = "--keep-config", description = "Leave the configuration as it is.")
    private boolean keepConfig;

    @Mixin
    private WaitOptions wait = new WaitOptions();

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        if (to != null) {
            body.put("to", to);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        if (force) {
            body.put("force", true);
        }
        if (keepConfig) {
            body.put("keepConfig", true);
        }
        String path = "/api/v1/applications/" + ApiClient.encode(application) + "/environments/"
                + ApiClient.encode(environment) + "/rollback";
        return wait.conclude(api, terminal(), output(), api.command(path, body).requireSubject());
    }
}
