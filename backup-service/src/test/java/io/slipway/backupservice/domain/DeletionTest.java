package io.slipway.backupservice.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.Refusal;
import io.slipway.events.backup.ArchivedPacks;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.DeletionEvent.DeleteApproved;
import io.slipway.events.backup.DeletionEvent.DeleteRejected;
import io.slipway.events.backup.DeletionEvent.DeleteRequested;
import io.slipway.events.backup.ProtectionEvent.LegalHoldPlaced;
import io.slipway.events.backup.ProtectionEvent.LegalHoldReleased;
import io.slipway.events.backup.PruneEvent.PruneStarted;
import io.slipway.events.backup.PruneEvent.PruneSucceeded;
import io.slipway.events.backup.PruneEvent.SnapshotForgotten;
import io.slipway.events.backup.RetainedPacks;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.kit.aggregate.Directory;

import static io.slipway.backupservice.domain.Crm.done;
import static io.slipway.backupservice.domain.Crm.running;
import static io.slipway.backupservice.domain.RunTest.event;
import static org.assertj.core.api.Assertions.assertThat;

class DeletionTest {
    private static final String SNAPSHOT = "ab".repeat(32);

    @Test
    void nobodyRemovesASnapshotAlone() {
        var crm = Crm.withPolicy();
        crm.when(request()).thenEventTypes(DeleteRequested.class);
        String id = event(crm.newest(), DeleteRequested.class).deletion();

        crm.when(approve(id)).thenRefused(Refusal.Code.FORBIDDEN, "asked for it");
        crm.by("ci/bob")
                .when(new BackupCommand.ApproveDelete("crm", "deletion-x", null))
                .thenRefused(Refusal.Code.NOT_FOUND, "there is no deletion");
        crm.by("bob")
                .when(approve(id))
                .thenEventTypes(DeleteApproved.class, PruneStarted.class, RunEvent.HandedOut.class);

        PruneStarted started = event(crm.newest(), PruneStarted.class);
        assertThat(started.trigger()).isEqualTo(RunTrigger.APPROVAL);
        assertThat(started.snapshots()).containsExactly(SNAPSHOT);
        assertThat(started.by()).isEqualTo("alice");
        assertThat(crm.state().deletions()).isEmpty();
        crm.when(done(
                        running(crm.state(), RunKind.PRUNE),
                        new PruneTask.Output(
                                List.of(new PruneTask.Forgotten(SNAPSHOT, "uploads", Instant.EPOCH, "agreed to")),
                                3,
                                10,
                                20,
                                new ArchivedPacks("GLACIER_IR", 2, 2048, 5, 4096),
                                new RetainedPacks(3, 1024, Instant.EPOCH))))
                .thenEventTypes(SnapshotForgotten.class, PruneSucceeded.class);
        assertThat(crm.state().policy("nightly").orElseThrow().results().prune().summary())
                .isEqualTo("1 snapshots forgotten, 3 kept; 10 B removed; 1.0 KiB that nothing needs are retained by the"
                        + " storage until 1970-01-01T00:00:00Z; 2.0 KiB moved to GLACIER_IR, 4.0 KiB there now");
    }

    @Test
    void whatWasAgreedToWaitsForAPruneThatRuns() {
        var crm = Crm.withPolicy().given(new BackupCommand.Prune("crm", "nightly", false));
        Run prune = running(crm.state(), RunKind.PRUNE);
        crm.given(request());
        String id = event(crm.newest(), DeleteRequested.class).deletion();
        crm.by("bob").when(approve(id)).thenEventTypes(DeleteApproved.class);

        crm.when(done(prune, new PruneTask.Output(List.of(), 3, 0, 0, null, null)))
                .thenEventTypes(PruneSucceeded.class, PruneStarted.class, RunEvent.HandedOut.class);
    }

    @Test
    void aRequestThatNobodyAnswersOrSomebodyRefusesLeadsToNothing() {
        var crm = Crm.withPolicy().given(request());
        crm.advance(Duration.ofHours(25));
        assertThat(event(crm.newest(), DeleteRejected.class).expired()).isTrue();

        crm.given(request());
        String id = event(crm.newest(), DeleteRequested.class).deletion();
        crm.by("bob")
                .when(new BackupCommand.RejectDelete("crm", id, "we need it"))
                .thenEventTypes(DeleteRejected.class);
        crm.when(approve(id)).thenRefused(Refusal.Code.NOT_FOUND, "there is no deletion");
    }

    @Test
    void whatIsHeldOrInAnAppendOnlyRepositoryIsNeverRemoved() {
        var crm = Crm.withPolicy();
        crm.when(new BackupCommand.PlaceLegalHold("crm", "nightly", SNAPSHOT, "case 12"))
                .thenEventTypes(LegalHoldPlaced.class);
        crm.when(request()).thenRefused(Refusal.Code.CONFLICT, "legal hold");
        crm.given(new BackupCommand.ReleaseLegalHold("crm", "nightly", SNAPSHOT, "case closed", null));
        crm.when(request()).thenAccepted();
        crm.when(new BackupCommand.ReleaseLegalHold("crm", "nightly", SNAPSHOT, "again", null))
                .thenRefused(Refusal.Code.NOT_FOUND, "under no legal hold");
        crm.when(new BackupCommand.ReleaseLegalHold("crm", "nightly", SNAPSHOT, "restic placed it", true))
                .thenEventTypes(LegalHoldReleased.class);

        var locked = Crm.withPolicy(Crm.policy("0 2 * * *", null, null, null, true));
        locked.when(request()).thenRefused(Refusal.Code.CONFLICT, "appendOnly");
        locked.when(new BackupCommand.Prune("crm", "nightly", false)).thenRefused(Refusal.Code.CONFLICT, "appendOnly");
    }

    @Test
    void aDeletionThatNobodyCouldEverAgreeToIsRefused() {
        var crm = Crm.empty(new Directory(Map.of("operator", Set.of("alice"), "approver", Set.of("alice"))));
        crm.given(Crm.apply(Crm.nightly()));

        crm.when(request()).thenRefused(Refusal.Code.CONFLICT, "can never be had");
    }

    @Test
    void rolesSayWhoMayRestoreAndDelete() {
        var crm = Crm.empty(new Directory(
                Map.of("deployer", Set.of("alice"), "operator", Set.of("olga"), "approver", Set.of("bob"))));
        crm.given(Crm.apply(Crm.nightly()));

        crm.when(Crm.run()).thenAccepted();
        crm.when(request()).thenRefused(Refusal.Code.FORBIDDEN, "operator");
        crm.by("olga").when(request()).thenAccepted();
        String id = event(crm.newest(), DeleteRequested.class).deletion();
        crm.by("alice").when(approve(id)).thenRefused(Refusal.Code.FORBIDDEN, "may not approve");
        crm.by("bob").when(approve(id)).thenAccepted();
    }

    private static BackupCommand.RequestDelete request() {
        return new BackupCommand.RequestDelete("crm", "nightly", List.of(SNAPSHOT), "it has a secret in it");
    }

    private static BackupCommand.ApproveDelete approve(String id) {
        return new BackupCommand.ApproveDelete("crm", id, null);
    }
}
