package io.slipway.backupservice.domain.decide;

import java.time.Duration;

/**
 * How runs are handed out.
 *
 * @param lease how long a worker has a run without a sign of life
 * @param pickUp how long an attempt waits for a worker before it is offered again
 * @param attempts how often a run is tried in all
 * @param backoff before the second attempt; doubles with each further one
 * @param timeout how long one attempt may take, where nothing else says so
 * @param oplogRun how long one run stores an oplog before another takes over
 * @param late how much later than its time a scheduled run may begin and still count as in time
 */
public record BackupTerms(
        Duration lease,
        Duration pickUp,
        int attempts,
        Duration backoff,
        Duration timeout,
        Duration oplogRun,
        Duration late) {
    public static final BackupTerms DEFAULT = new BackupTerms(
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            3,
            Duration.ofMinutes(1),
            Duration.ofHours(24),
            Duration.ofHours(1),
            Duration.ofMinutes(2));
}
