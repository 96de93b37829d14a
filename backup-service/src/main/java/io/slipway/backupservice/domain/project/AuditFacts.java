package io.slipway.backupservice.domain.project;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.audit.AuditEntry.Outcome;
import io.slipway.events.audit.AuditResource;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupStarted;
import io.slipway.events.backup.DeletionEvent.DeleteApproved;
import io.slipway.events.backup.DeletionEvent.DeleteRejected;
import io.slipway.events.backup.DeletionEvent.DeleteRequested;
import io.slipway.events.backup.PolicyEvent.PolicyChanged;
import io.slipway.events.backup.PolicyEvent.PolicyRemoved;
import io.slipway.events.backup.ProtectionEvent.LegalHoldPlaced;
import io.slipway.events.backup.ProtectionEvent.LegalHoldReleased;
import io.slipway.events.backup.PruneEvent.PruneStarted;
import io.slipway.events.backup.PruneEvent.SnapshotForgotten;
import io.slipway.events.backup.RepairEvent.RepairStarted;
import io.slipway.events.backup.RestoreEvent.RestoreFailed;
import io.slipway.events.backup.RestoreEvent.RestoreStarted;
import io.slipway.events.backup.RestoreEvent.RestoreSucceeded;
import io.slipway.events.backup.RunEvent.Cancelled;
import io.slipway.events.backup.RunTrigger;

/** What an event says to an auditor: nothing where nobody did anything to the data or its protection. */
final class AuditFacts {
    private AuditFacts() {}

    record Fact(
            String actor,
            String action,
            AuditResource resource,
            Outcome outcome,
            @Nullable String detail) {}

    /** @param actor who sent what led to the event */
    static Optional<Fact> of(BackupEvent event, String actor) {
        return Optional.ofNullable(
                switch (event) {
                    case PolicyChanged e -> done(e.by(), "backup.policy.change", e, e.digest(), e.policy(), null);
                    case PolicyRemoved e -> done(e.by(), "backup.policy.remove", e, null, e.policy(), null);
                    case BackupStarted e
                    when e.trigger() == RunTrigger.REQUEST -> done(e.by(), "backup.run", e, null, e.run(), e.reason());
                    case RestoreStarted e ->
                        done(
                                e.by(),
                                e.dryRun() ? "backup.restore.dry-run" : "backup.restore.start",
                                e,
                                e.snapshot(),
                                e.run(),
                                (e.target().isOrigin() ? "over what is there" : "to another place")
                                        + (e.to() == null ? "" : ", to " + e.to())
                                        + (e.reason() == null ? "" : "; " + e.reason()));
                    case RestoreSucceeded e ->
                        done(actor, "backup.restore.end", e, null, e.run(), String.join("; ", e.summary()));
                    case RestoreFailed e ->
                        new Fact(actor, "backup.restore.end", resource(e, null, e.run()), Outcome.FAILED, e.reason());
                    case DeleteRequested e ->
                        done(
                                e.by(),
                                "backup.delete.request",
                                e,
                                null,
                                e.deletion(),
                                String.join(", ", e.snapshots()) + "; " + e.reason());
                    case DeleteApproved e -> done(e.by(), "backup.delete.approve", e, null, e.deletion(), e.reason());
                    case DeleteRejected e ->
                        done(
                                e.by(),
                                e.expired() ? "backup.delete.expire" : "backup.delete.reject",
                                e,
                                null,
                                e.deletion(),
                                e.reason());
                    case PruneStarted e
                    when !e.dryRun() ->
                        done(
                                e.by(),
                                "backup.prune",
                                e,
                                null,
                                e.run(),
                                e.deletion() == null ? "by the retention" : "agreed to as " + e.deletion());
                    case SnapshotForgotten e ->
                        done(e.by(), "backup.snapshot.forget", e, e.snapshot(), e.run(), e.reason());
                    case LegalHoldPlaced e ->
                        done(e.by(), "backup.legal-hold.place", e, e.snapshot(), null, e.reason());
                    case LegalHoldReleased e ->
                        done(e.by(), "backup.legal-hold.release", e, e.snapshot(), null, e.reason());
                    case RepairStarted e -> done(e.by(), "backup.repair", e, null, e.run(), e.reason());
                    case Cancelled e -> done(e.by(), "backup.run.cancel", e, null, e.run(), e.reason());
                    default -> null;
                });
    }

    private static Fact done(
            String actor,
            String action,
            BackupEvent event,
            @Nullable String revision,
            @Nullable String id,
            @Nullable String detail) {
        return new Fact(actor, action, resource(event, revision, id), Outcome.DONE, detail);
    }

    private static AuditResource resource(BackupEvent event, @Nullable String revision, @Nullable String id) {
        return new AuditResource(event.application(), event.environment(), event.policy(), revision, id);
    }
}
