package io.slipway.backup.storage;

import java.time.Duration;

/**
 * How often a request to a storage is repeated, and after which waits: each is twice the one before, more or less by half at
 * random.
 *
 * @param tries with the first one
 */
public record RetrySettings(int tries, Duration firstWait, Duration longestWait) {
    /** Rides out an outage of half a minute. */
    public static final RetrySettings DEFAULT = new RetrySettings(9, Duration.ofMillis(200), Duration.ofSeconds(10));

    public RetrySettings {
        if (tries < 1 || !firstWait.isPositive() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("expected at least one try and waits that do not shrink, got " + tries
                    + " tries, waits from " + firstWait + " to " + longestWait);
        }
    }
}
