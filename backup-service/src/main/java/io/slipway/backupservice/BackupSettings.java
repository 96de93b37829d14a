package io.slipway.backupservice;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.slipway.backupservice.domain.decide.BackupTerms;

/**
 * The backup-service's own settings.
 *
 * @param secrets a folder with a file for each secret that policies name; without it, and for names that are not there,
 *     environment variables
 * @param scratch a folder for what drills restore, and is removed again
 * @param lease how long a worker has a run without a sign of life; then it is handed out again
 * @param attempts how often a run is tried in all
 * @param backoff before the second attempt; doubles with each further one
 * @param timeout how long one attempt may take
 * @param oplogRun how long one run stores an oplog before another takes over
 * @param late how much later than its time a scheduled run may begin and still count as in time
 */
@ConfigurationProperties("slipway.backup")
public record BackupSettings(
        @Nullable Path secrets,
        @Nullable Path scratch,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("3") int attempts,
        @DefaultValue("1m") Duration backoff,
        @DefaultValue("24h") Duration timeout,
        @DefaultValue("1h") Duration oplogRun,
        @DefaultValue("2m") Duration late) {
    public BackupSettings {
        if (lease.toMillis() < 1000) {
            throw new IllegalArgumentException("slipway.backup.lease is " + lease + ", expected at least 1s");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("slipway.backup.attempts is " + attempts + ", expected at least 1");
        }
    }

    BackupTerms terms() {
        return new BackupTerms(lease, BackupTerms.DEFAULT.pickUp(), attempts, backoff, timeout, oplogRun, late);
    }

    Path scratchFolder() {
        return scratch == null ? Path.of(System.getProperty("java.io.tmpdir"), "slipway-drills") : scratch;
    }
}
