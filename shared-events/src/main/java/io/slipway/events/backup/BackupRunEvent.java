package io.slipway.events.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a backup. */
public sealed interface BackupRunEvent extends RunEvent {
    /**
     * @param sources which of the policy's; empty means all
     * @param due the time of the schedule; null where somebody asked for it
     * @param by who asked for it, or {@code slipway}
     */
    @MessageType(value = "io.slipway.backup.backup.started.v1", description = "A backup began.")
    record BackupStarted(
            String application,
            String environment,
            String policy,
            String run,
            RunTrigger trigger,
            List<String> sources,
            @Nullable Instant due,
            String by,
            @Nullable String reason)
            implements BackupRunEvent {
        public BackupStarted {
            sources = List.copyOf(sources);
        }
    }

    /**
     * @param repository the repository's own id
     * @param snapshots one of each source
     */
    @MessageType(
            value = "io.slipway.backup.backup.succeeded.v1",
            description = "A backup is in the repository, whole and durable.")
    record BackupSucceeded(
            String application,
            String environment,
            String policy,
            String run,
            String repository,
            List<SnapshotFacts> snapshots,
            Duration took)
            implements BackupRunEvent {
        public BackupSucceeded {
            snapshots = List.copyOf(snapshots);
        }
    }

    @MessageType(
            value = "io.slipway.backup.backup.failed.v1",
            description = "A backup failed for good; the earlier ones are as they were.")
    record BackupFailed(String application, String environment, String policy, String run, int attempts, String reason)
            implements BackupRunEvent {}
}
