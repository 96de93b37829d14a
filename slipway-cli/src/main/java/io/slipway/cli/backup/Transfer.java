package io.slipway.cli.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast something goes on, over the last while, and when it will be done. One use, for one thing. */
final class Transfer {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private record Look(Instant at, long bytes) {}

    private final Deque<Look> looks = new ArrayDeque<>();
    private long bytes;

    /** So much is done by now. */
    void reached(Instant now, long done) {
        bytes = done;
        looks.addLast(new Look(now, done));
        while (looks.size() > 2 && Duration.between(looks.getFirst().at(), now).compareTo(WINDOW) > 0) {
            looks.removeFirst();
        }
    }

    /** In bytes a second; empty before there is anything to tell it from. */
    Optional<Long> rate() {
        if (looks.size() < 2) {
            return Optional.empty();
        }
        Look first = looks.getFirst();
        Look last = looks.getLast();
        long millis = Duration.between(first.at(), last.at()).toMillis();
        return millis <= 0 ? Optional.empty() : Optional.of((last.bytes() - first.bytes()) * 1000 / millis);
    }

    /** @param total in bytes */
    Optional<Duration> left(long total) {
        return rate().filter(rate -> rate > 0 && total > bytes).map(rate -> Duration.ofSeconds((total - bytes) / rate));
    }
}
