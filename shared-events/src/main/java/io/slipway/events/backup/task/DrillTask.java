package io.slipway.events.backup.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.DrillCheck;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.DrillSpec;

/**
 * Task type {@code backup-drill}: rehearses a restore. What does not agree is a result, not a failure of the task.
 *
 * @param drill what is done, also where the policy has none of its own
 * @param oplogTo for a database with an oplog: the moment it is restored to; null for that of its snapshot
 */
public record DrillTask(
        String application,
        String run,
        BackupPolicy policy,
        DrillSpec drill,
        @Nullable Instant oplogTo) {
    public static final String TYPE = "backup-drill";

    /**
     * @param reason what failed; null where it passed
     * @param took from the beginning of the restore to the end of the application's own check
     * @param shows the moment that the restored data shows; null where nothing was restored
     * @param ways for people: of each source where it was restored to, or that it was only read
     */
    public record Output(
            boolean passed,
            @Nullable String reason,
            Duration took,
            @Nullable Instant shows,
            List<String> snapshots,
            long bytes,
            List<DrillCheck> checks,
            @Nullable List<String> ways) {
        public Output {
            ways = ways == null ? null : List.copyOf(ways);
            snapshots = List.copyOf(snapshots);
            checks = List.copyOf(checks);
        }
    }
}
