package io.slipway.events.backup.task;

import java.util.List;

import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupPolicy;

/**
 * Task type {@code backup}: takes a snapshot of each source.
 *
 * @param run the tag of its snapshots: an attempt that finds one with it takes it as its own
 * @param sources which of the policy's; empty means all
 */
public record BackupTask(String application, String run, BackupPolicy policy, List<String> sources) {
    public static final String TYPE = "backup";

    public BackupTask {
        sources = List.copyOf(sources);
    }

    /** @param repository the repository's own id */
    public record Output(String repository, List<SnapshotFacts> snapshots) {
        public Output {
            snapshots = List.copyOf(snapshots);
        }
    }
}
