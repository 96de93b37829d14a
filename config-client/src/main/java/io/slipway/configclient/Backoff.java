package io.slipway.configclient;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a limit, and of that a random part, so that the
 * instances of an application do not all come back in the same moment.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Duration limit = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half of the limit and the whole of it. */
    Duration next() {
        long most = limit.toMillis();
        Duration doubled = limit.multipliedBy(2);
        limit = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    void reset() {
        limit = FIRST;
    }
}
