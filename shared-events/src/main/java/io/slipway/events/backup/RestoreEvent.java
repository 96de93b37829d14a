package io.slipway.events.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;

/** What happened to a restore. */
public sealed interface RestoreEvent extends RunEvent {
    /**
     * @param snapshot as it was asked for
     * @param to the moment it is restored to; null for that of the snapshot
     */
    @MessageType(value = "io.slipway.backup.restore.started.v1", description = "Something is being restored.")
    record RestoreStarted(
            String application,
            String environment,
            String policy,
            String run,
            String snapshot,
            @Nullable String source,
            List<String> include,
            @Nullable Instant to,
            RestoreTarget target,
            boolean dryRun,
            boolean overwrite,
            String by,
            @Nullable String reason)
            implements RestoreEvent {
        public RestoreStarted {
            include = List.copyOf(include);
        }
    }

    /**
     * @param snapshots ids of what was restored
     * @param bytes that were restored, or would be
     * @param shows the moment that what was restored shows
     * @param summary what was restored where, a line for each thing, at most a few
     */
    @MessageType(
            value = "io.slipway.backup.restore.succeeded.v1",
            description = "A restore is done, or it is known what it would do.")
    record RestoreSucceeded(
            String application,
            String environment,
            String policy,
            String run,
            boolean dryRun,
            List<String> snapshots,
            long files,
            long bytes,
            Instant shows,
            List<String> summary,
            Duration took)
            implements RestoreEvent {
        public RestoreSucceeded {
            snapshots = List.copyOf(snapshots);
            summary = List.copyOf(summary);
        }
    }

    @MessageType(
            value = "io.slipway.backup.restore.failed.v1",
            description = "A restore failed; the reason says what its target is like now.")
    record RestoreFailed(String application, String environment, String policy, String run, int attempts, String reason)
            implements RestoreEvent {}
}
