package io.slipway.kit.edge;

import java.time.Duration;

/**
 * How calls to one outside target are guarded.
 *
 * @param timeout how long one try may take
 * @param tries how often it is tried at most
 * @param firstWait wait after the first failure; doubled with each further one, and spread by half of it at random
 * @param maxWait longest wait between two tries
 * @param concurrent how many calls may run at once
 * @param maxQueue how long a call waits for its turn
 * @param failurePercent from this share of failed calls on no call is let through for {@code openFor}
 * @param openFor how long the target is left alone before it is tried again
 */
public record CallSettings(
        Duration timeout,
        int tries,
        Duration firstWait,
        Duration maxWait,
        int concurrent,
        Duration maxQueue,
        int failurePercent,
        Duration openFor) {

    /** Three tries of at most 10 s each, 8 at once; half of the calls failing opens the circuit for 15 s. */
    public static CallSettings defaults() {
        return new CallSettings(
                Duration.ofSeconds(10),
                3,
                Duration.ofMillis(200),
                Duration.ofSeconds(5),
                8,
                Duration.ofSeconds(5),
                50,
                Duration.ofSeconds(15));
    }

    public CallSettings withTimeout(Duration other) {
        return new CallSettings(other, tries, firstWait, maxWait, concurrent, maxQueue, failurePercent, openFor);
    }

    public CallSettings withTries(int other) {
        return new CallSettings(timeout, other, firstWait, maxWait, concurrent, maxQueue, failurePercent, openFor);
    }

    public CallSettings withWaits(Duration first, Duration max) {
        return new CallSettings(timeout, tries, first, max, concurrent, maxQueue, failurePercent, openFor);
    }

    public CallSettings withConcurrent(int other) {
        return new CallSettings(timeout, tries, firstWait, maxWait, other, maxQueue, failurePercent, openFor);
    }

    public CallSettings withOpenFor(Duration other) {
        return new CallSettings(timeout, tries, firstWait, maxWait, concurrent, maxQueue, failurePercent, other);
    }

    public CallSettings withMaxQueue(Duration other) {
        return new CallSettings(timeout, tries, firstWait, maxWait, concurrent, other, failurePercent, openFor);
    }
}
