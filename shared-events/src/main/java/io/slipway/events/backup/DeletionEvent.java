package io.slipway.events.backup;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.MessageType;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/** What happened to a request to remove snapshots, to which somebody else has to agree. */
public sealed interface DeletionEvent extends BackupEvent {
    /** Id of the request. */
    String deletion();

    /** @param approval who has to agree */
    @MessageType(
            value = "io.slipway.backup.deletion.requested.v1",
            description = "Somebody asked for snapshots to be removed.")
    record DeleteRequested(
            String application,
            String environment,
            String policy,
            String deletion,
            List<String> snapshots,
            ApprovalSpec approval,
            String by,
            String reason,
            Instant expires)
            implements DeletionEvent {
        public DeleteRequested {
            snapshots = List.copyOf(snapshots);
        }
    }

    /** @param complete whether nobody is missing any more; the removal follows */
    @MessageType(
            value = "io.slipway.backup.deletion.approved.v1",
            description = "Somebody agreed to the removal of snapshots.")
    record DeleteApproved(
            String application,
            String environment,
            String policy,
            String deletion,
            boolean complete,
            String by,
            @Nullable String reason)
            implements DeletionEvent {}

    /** @param expired whether nobody answered in time */
    @MessageType(
            value = "io.slipway.backup.deletion.rejected.v1",
            description = "Snapshots are not removed: somebody refused it, or nobody answered in time.")
    record DeleteRejected(
            String application,
            String environment,
            String policy,
            String deletion,
            boolean expired,
            String by,
            @Nullable String reason)
            implements DeletionEvent {}
}
