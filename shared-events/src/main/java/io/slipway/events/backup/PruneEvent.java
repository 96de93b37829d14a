package io.slipway.events.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a run that makes room. */
public sealed interface PruneEvent extends RunEvent {
    /**
     * @param deletion the request to remove {@code snapshots} that was agreed to; null where the retention says what goes
     * @param snapshots empty where the retention says what goes
     */
    @MessageType(
            value = "io.slipway.backup.prune.started.v1",
            description = "Snapshots that nobody keeps are forgotten, and what only they needed is removed.")
    record PruneStarted(
            String application,
            String environment,
            String policy,
            String run,
            RunTrigger trigger,
            boolean dryRun,
            @Nullable String deletion,
            List<String> snapshots,
            @Nullable Instant due,
            String by)
            implements PruneEvent {
        public PruneStarted {
            snapshots = List.copyOf(snapshots);
        }
    }

    /**
     * @param forgotten how many snapshots
     * @param kept how many snapshots
     * @param bytesRemoved from the repository
     * @param bytesWaiting that nothing needs any more, and that stay for the grace time
     * @param archived what was moved to the class of storage for old data; null where the policy names none
     * @param retained what the storage did not let go; null where it let everything go
     */
    @MessageType(
            value = "io.slipway.backup.prune.succeeded.v1",
            description = "What nobody keeps is gone, or it is known what would go.")
    record PruneSucceeded(
            String application,
            String environment,
            String policy,
            String run,
            boolean dryRun,
            int forgotten,
            int kept,
            long bytesRemoved,
            long bytesWaiting,
            Duration took,
            @Nullable ArchivedPacks archived,
            @Nullable RetainedPacks retained)
            implements PruneEvent {}

    @MessageType(
            value = "io.slipway.backup.prune.failed.v1",
            description = "A prune failed; everything that a snapshot needs is still there.")
    record PruneFailed(String application, String environment, String policy, String run, int attempts, String reason)
            implements PruneEvent {}

    /**
     * @param snapshot id
     * @param reason such as {@code the retention does not keep it}
     */
    @MessageType(value = "io.slipway.backup.snapshot.forgotten.v1", description = "A snapshot is no more.")
    record SnapshotForgotten(
            String application,
            String environment,
            String policy,
            String run,
            String snapshot,
            String source,
            Instant time,
            String reason,
            String by)
            implements PruneEvent {}
}
