package io.slipway.events.backup.policy;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is promised of a recovery. Its data is older than the recovery point objective at no time, or the environment's backup
 * is stale.
 *
 * @param rpo the recovery point objective: the greatest age of the newest data that can be restored
 * @param rto the recovery time objective: how long a restore may take
 */
public record ObjectivesSpec(
        @Nullable Duration rpo, @Nullable Duration rto) {
    public static final ObjectivesSpec NONE = new ObjectivesSpec(null, null);
}
