package io.slipway.events.backup.task;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.policy.BackupPolicy;

/** Task type {@code backup-restore}: restores, or says what it would do. */
public record RestoreTask(
        String application,
        String run,
        BackupPolicy policy,
        String snapshot,
        @Nullable String source,
        List<String> include,
        @Nullable Instant to,
        RestoreTarget target,
        boolean dryRun,
        boolean overwrite) {
    public static final String TYPE = "backup-restore";

    public RestoreTask {
        include = List.copyOf(include);
    }

    /**
     * @param shows the moment that what was restored shows
     * @param summary what was restored where
     */
    public record Output(List<String> snapshots, long files, long bytes, Instant shows, List<String> summary) {
        public Output {
            snapshots = List.copyOf(snapshots);
            summary = List.copyOf(summary);
        }
    }
}
