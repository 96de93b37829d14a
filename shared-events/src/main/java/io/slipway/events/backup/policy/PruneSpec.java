package io.slipway.events.backup.policy;

import java.time.Duration;

/**
 * When snapshots that the retention does not keep are forgotten and what only they needed is removed.
 *
 * @param grace how long what nothing needs any more stays all the same
 */
public record PruneSpec(ScheduleSpec schedule, Duration grace) {}
