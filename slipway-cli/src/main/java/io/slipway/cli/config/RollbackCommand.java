package io.slipway.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollback",
        description = {
            "Put an earlier revision into an environment, for all instances at once and without approvals.",
            "In the middle of a rollout, that one is taken back."
        })
public final class RollbackCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Option(
            names = "--to",
            paramLabel = "REVISION",
            description = "An earlier one of this environment. Default: the one before the present.")
    private @Nullable String to;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Mixin
    private RolloutWait wait = new RolloutWait();

    @Override
    protected ExitCode run(ConfigApi config) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        if (to != null) {
            body.put("revision", config.revision(config.view(), to));
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        String id = config.rollBack(environment, body).requireSubject();
        return wait.conclude(config, terminal(), output(), environment, id);
    }
}
