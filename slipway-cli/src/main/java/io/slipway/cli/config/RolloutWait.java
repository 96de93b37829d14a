package io.slipway.cli.config;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.command.DurationConverter;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.output.Terminal;
import io.slipway.events.config.view.ConfigView.EndedView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.RolloutView;

import picocli.CommandLine.Option;

/** Whether the end of a rollout is waited for. */
final class RolloutWait {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    @Option(
            names = {"-w", "--wait"},
            description = "Show progress and wait until all instances have it, or it has ended otherwise.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30m",
            converter = DurationConverter.class,
            description = "How long to wait; the rollout goes on. Default: ${DEFAULT-VALUE}")
    private Duration timeout = Duration.ofMinutes(30);

    /** Prints how a rollout stands, or follows it to its end. */
    ExitCode conclude(ConfigApi config, Terminal terminal, OutputOptions output, String environment, String id)
            throws InterruptedException {
        EnvironmentView view = wait ? follow(config, terminal, environment, id) : config.environmentView(environment);
        @Nullable EndedView ended = ended(view, id);
        if (!output.isTable()) {
            output.print(terminal.out(), view);
        } else if (wait) {
            terminal.out().println(id);
        } else {
            terminal.out().println(id);
            terminal.err().println(RolloutWords.of(view, id, Instant.now()));
        }
        return wait ? status(ended) : ExitCode.DONE;
    }

    private EnvironmentView follow(ConfigApi config, Terminal terminal, String environment, String id)
            throws InterruptedException {
        RolloutProgress progress = new RolloutProgress(terminal);
        Instant end = Instant.now().plus(timeout);
        while (true) {
            EnvironmentView view = config.environmentView(environment);
            progress.show(view, id);
            if (!runs(view, id)) {
                progress.close();
                return view;
            }
            if (Instant.now().isAfter(end)) {
                progress.close();
                terminal.err().println(id + " goes on; look at it with: slipway config status " + config.application());
                return view;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static boolean runs(EnvironmentView view, String id) {
        @Nullable RolloutView rollout = view.rollout();
        return rollout != null && rollout.id().equals(id);
    }

    private static @Nullable EndedView ended(EnvironmentView view, String id) {
        @Nullable EndedView last = view.last();
        return last != null && last.id().equals(id) ? last : null;
    }

    private static ExitCode status(@Nullable EndedView ended) {
        if (ended == null) {
            return ExitCode.TIMED_OUT;
        }
        return switch (ended.outcome()) {
            case "completed" -> ExitCode.DONE;
            case "rejected" -> ExitCode.REJECTED;
            default -> ExitCode.FAILED;
        };
    }
}
