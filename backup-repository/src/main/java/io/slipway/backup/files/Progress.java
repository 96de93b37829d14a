package io.slipway.backup.files;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How far it is.
 *
 * @param filesDone files and everything else that is no directory
 * @param bytesDone of their content, whether it had to be moved or not
 * @param filesTotal how many there are; 0 as long as that is not known
 * @param bytesTotal 0 as long as that is not known
 * @param problems how many files went wrong
 * @param current which one was begun last, for people: no byte of its name does anything to a terminal
 */
public record Progress(
        Duration elapsed,
        long filesDone,
        long bytesDone,
        long filesTotal,
        long bytesTotal,
        long problems,
        String current) {

    public double bytesPerSecond() {
        return bytesDone / Math.max(0.001, elapsed.toNanos() / 1e9);
    }

    /** How long it will go on if it goes on like this; null as long as nobody can tell. */
    public @Nullable Duration remaining() {
        if (bytesTotal == 0 || bytesDone == 0) {
            return null;
        }
        return Duration.ofMillis((long) (Math.max(0, bytesTotal - bytesDone) / bytesPerSecond() * 1000));
    }

    /** From 0 to 1; 0 as long as nobody can tell. */
    public double fraction() {
        return bytesTotal == 0 ? 0 : Math.min(1, (double) bytesDone / bytesTotal);
    }
}
