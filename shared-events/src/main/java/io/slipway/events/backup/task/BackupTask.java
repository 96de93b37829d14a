package io.slipway.events.backup.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupPolicy;

/**
 * Task type {@code backup}: takes a snapshot of each source.
 *
 * @param run the tag of its snapshots: an attempt that finds one with it takes it as its own
 * @param sources which of the policy's; empty means all
 * @param held ids of snapshots under a legal hold, as the first of their lines are called: where the repository does not have
 *     the hold yet, it gets it
 */
public record BackupTask(
        String application,
        String run,
        BackupPolicy policy,
        List<String> sources,
        @Nullable List<String> held) {
    public static final String TYPE = "backup";

    public BackupTask {
        sources = List.copyOf(sources);
        held = held == null ? null : List.copyOf(held);
    }

    /** @param repository the repository's own id */
    public record Output(String repository, List<SnapshotFacts> snapshots) {
        public Output {
            snapshots = List.copyOf(snapshots);
        }
    }
}
