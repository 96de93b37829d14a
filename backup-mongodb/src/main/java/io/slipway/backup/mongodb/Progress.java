package io.slipway.backup.mongodb;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * How far work on collections is.
 *
 * @param namespace that was worked on last
 * @param totalBytes an estimate where the source only estimates; 0 where nobody knows
 */
public record Progress(
        Phase phase, @Nullable Namespace namespace, long documents, long bytes, long totalBytes, Duration elapsed) {
    /** What is being done. */
    public enum Phase {
        DUMP,
        CHECK,
        RESTORE,
        REPLAY,
        INDEXES,
        VERIFY,
        EXPORT,
        IMPORT
    }

    /** The time that is left at the pace so far, or empty while there is none to tell it by. */
    public Optional<Duration> remaining() {
        if (totalBytes <= 0 || bytes <= 0) {
            return Optional.empty();
        }
        double left = Math.max(0, totalBytes - bytes) / (double) bytes;
        return Optional.of(Duration.ofMillis(Math.round(elapsed.toMillis() * left)));
    }

    /** In bytes; 0 in the first moment. */
    public double bytesPerSecond() {
        return elapsed.isZero() ? 0 : bytes * 1e9 / elapsed.toNanos();
    }
}
