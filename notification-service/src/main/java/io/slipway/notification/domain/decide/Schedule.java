package io.slipway.notification.domain.decide;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.Notification;

/**
 * When what is tried, and for how long.
 *
 * @param lease how long a worker has a delivery without a sign of life
 * @param pickUp how long an offer may lie without a worker; as long as the tasks topic keeps it, or a worker that comes
 *     late would find two
 * @param firstWait wait after the first failure; doubled with each further one
 * @param maxWait longest wait between two attempts
 * @param horizon how long after the transition it is still worth telling
 * @param rejectedHorizon how long a message is tried that the target says it does not take
 */
public record Schedule(
        Duration lease,
        Duration pickUp,
        Duration firstWait,
        Duration maxWait,
        Duration horizon,
        Duration rejectedHorizon) {
    private static final int MOST_DOUBLINGS = 20;

    /**
     * @param failures so far, at least 1
     * @param asked for how long the target wants to be left alone; it is not called before that
     */
    Instant retryAt(Instant now, int failures, @Nullable Duration asked) {
        Duration wait = shorter(firstWait.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)), maxWait);
        return now.plus(asked == null || asked.compareTo(wait) < 0 ? wait : asked);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** From when on nobody wants it told. */
    public Instant giveUpAt(Notification notification) {
        return notification.at().plus(horizon);
    }
}
