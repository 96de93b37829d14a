package io.slipway.cli.config;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rollout",
        description =
                "Put a revision into an environment: in the stages it declares, to some instances first, or at a time.")
public final class RolloutCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "REVISION",
            defaultValue = Revisions.NEWEST,
            description = "An id, of which 7 digits are enough, an environment for what it has, or newest. Default:"
                    + " ${DEFAULT-VALUE}")
    private String revision = Revisions.NEWEST;

    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Mixin
    private RolloutOptions options = new RolloutOptions();

    @Mixin
    private RolloutWait wait = new RolloutWait();

    @Override
    protected ExitCode run(ConfigApi config) throws InterruptedException {
        String wanted = config.revision(config.view(), revision);
        String id = config.rollOut(options.body(environment, wanted, reason)).requireSubject();
        return wait.conclude(config, terminal(), output(), environment, id);
    }
}
