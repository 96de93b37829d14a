package io.slipway.backupservice.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.state.Words;
import io.slipway.kit.task.TaskContext;

/** Says how far a run is: what it is at, how much is done, how fast that goes and how long it takes still. */
final class RunProgress {
    private static final int PERCENT = 100;

    private final TaskContext context;
    private final InstantSource clock;
    private final int parts;
    private int part;
    private String what = "";
    private Instant since;

    /** @param parts in how many parts the run comes, one after the other */
    RunProgress(TaskContext context, InstantSource clock, int parts) {
        this.context = context;
        this.clock = clock;
        this.parts = Math.max(1, parts);
        this.since = clock.instant();
    }

    /** The next part begins. */
    void begin(String newWhat) {
        what = newWhat;
        part++;
        since = clock.instant();
        context.progress(what, percent(0));
    }

    /** @param total 0 where nobody knows */
    void bytes(long done, long total) {
        Duration elapsed = Duration.between(since, clock.instant());
        double seconds = elapsed.toMillis() / 1000.0;
        StringBuilder words = new StringBuilder(what).append(": ").append(Words.bytes(done));
        if (total > 0) {
            words.append(" of ").append(Words.bytes(Math.max(total, done)));
        }
        if (seconds >= 1) {
            words.append(", ").append(Words.bytes(Math.round(done / seconds))).append("/s");
        }
        if (total > done && done > 0 && seconds >= 1) {
            words.append(", ")
                    .append(Words.of(
                            Duration.ofMillis(Math.round(elapsed.toMillis() * (double) (total - done) / done))))
                    .append(" left");
        }
        context.progress(words.toString(), total <= 0 ? null : percent((double) Math.min(done, total) / total));
    }

    /** @param total 0 where nobody knows */
    void count(String unit, long done, long total) {
        context.progress(
                what + ": " + done + (total > 0 ? " of " + total : "") + " " + unit,
                total <= 0 ? null : percent((double) Math.min(done, total) / total));
    }

    /** A line of the run's log. */
    void line(String line) {
        context.log(line);
    }

    private @Nullable Integer percent(double ofPart) {
        return (int) Math.floor(PERCENT * (Math.max(0, part - 1) + ofPart) / parts);
    }
}
