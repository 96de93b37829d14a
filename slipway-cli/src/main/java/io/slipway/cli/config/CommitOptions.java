package io.slipway.cli.config;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.output.Terminal;
import io.slipway.events.config.view.ConfigView.EnvironmentView;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why a revision is made, and where it goes. */
final class CommitOptions {
    @Option(
            names = {"-m", "--reason"},
            paramLabel = "TEXT",
            description = "Why, for the history.")
    private @Nullable String reason;

    @Option(
            names = "--to",
            paramLabel = "ENVIRONMENT",
            description = "Put the revision into this environment, too. Default: nowhere; see: slipway config rollout")
    private @Nullable String to;

    @Mixin
    private RolloutOptions options = new RolloutOptions();

    @Mixin
    private RolloutWait wait = new RolloutWait();

    @Nullable
    String reason() {
        return reason;
    }

    /** Prints the revision, or brings it where it is to go; where it is already, that is all right. */
    ExitCode conclude(ConfigApi config, Terminal terminal, OutputOptions output, String revision)
            throws InterruptedException {
        if (to == null) {
            if (options.given()) {
                throw new IllegalArgumentException("--percent, --group, --at and --break-glass need --to ENVIRONMENT");
            }
            if (output.isTable()) {
                terminal.out().println(revision);
            } else {
                output.print(terminal.out(), Map.of("application", config.application(), "revision", revision));
            }
            return ExitCode.DONE;
        }
        EnvironmentView there = config.environmentView(to);
        if (revision.equals(there.current()) && there.rollout() == null) {
            terminal.err().println(to + " has " + Revisions.brief(revision) + " already");
            if (!output.isTable()) {
                output.print(terminal.out(), there);
            }
            return ExitCode.DONE;
        }
        String id = config.rollOut(options.body(to, revision, reason)).requireSubject();
        return wait.conclude(config, terminal, output, to, id);
    }
}
