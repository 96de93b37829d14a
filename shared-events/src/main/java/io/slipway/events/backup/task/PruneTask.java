package io.slipway.events.backup.task;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.ArchivedPacks;
import io.slipway.events.backup.RetainedPacks;
import io.slipway.events.backup.policy.BackupPolicy;

/**
 * Task type {@code backup-prune}: forgets snapshots and removes what only they needed.
 *
 * @param snapshots what goes; empty where the retention says so
 * @param held ids that stay whatever else is said, as the first of their lines are called
 */
public record PruneTask(
        String application,
        String run,
        BackupPolicy policy,
        List<String> snapshots,
        List<String> held,
        boolean dryRun) {
    public static final String TYPE = "backup-prune";

    public PruneTask {
        snapshots = List.copyOf(snapshots);
        held = List.copyOf(held);
    }

    /**
     * @param archived null where the policy names no class of storage for old data
     * @param retained null where the storage let everything go
     */
    public record Output(
            List<Forgotten> forgotten,
            int kept,
            long bytesRemoved,
            long bytesWaiting,
            @Nullable ArchivedPacks archived,
            @Nullable RetainedPacks retained) {
        public Output {
            forgotten = List.copyOf(forgotten);
        }
    }

    public record Forgotten(String snapshot, String source, Instant time, String reason) {}
}
