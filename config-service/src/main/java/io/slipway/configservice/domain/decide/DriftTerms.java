package io.slipway.configservice.domain.decide;

import java.time.Duration;

/**
 * How drift is treated.
 *
 * @param grace how long an instance may differ before somebody is told
 * @param forgetAfter how long nothing is heard of an instance before it counts as gone
 */
public record DriftTerms(Duration grace, Duration forgetAfter) {
    /** Unless it is set otherwise. */
    public static final DriftTerms DEFAULT = new DriftTerms(Duration.ofMinutes(5), Duration.ofMinutes(15));

    /** How old the newest sign of life in the state may get: far less than it takes to be forgotten. */
    Duration stale() {
        return forgetAfter.dividedBy(3);
    }
}
