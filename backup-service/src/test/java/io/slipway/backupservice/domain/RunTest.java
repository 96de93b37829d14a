package io.slipway.backupservice.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupFailed;
import io.slipway.events.backup.BackupRunEvent.BackupStarted;
import io.slipway.events.backup.BackupRunEvent.BackupSucceeded;
import io.slipway.events.backup.OplogRunEvent.OplogWatchStarted;
import io.slipway.events.backup.ProtectionEvent.BackupFresh;
import io.slipway.events.backup.ProtectionEvent.BackupMissed;
import io.slipway.events.backup.ProtectionEvent.MissReason;
import io.slipway.events.backup.ProtectionEvent.OplogSliceStored;
import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskReport;

import static io.slipway.backupservice.domain.Crm.done;
import static io.slipway.backupservice.domain.Crm.failed;
import static io.slipway.backupservice.domain.Crm.run;
import static io.slipway.backupservice.domain.Crm.running;
import static io.slipway.backupservice.domain.Crm.started;
import static io.slipway.backupservice.domain.Crm.taken;
import static org.assertj.core.api.Assertions.assertThat;

class RunTest {
    @Test
    void aBackupThatSomebodyAsksForIsHandedOutAndSucceeds() {
        var crm = Crm.withPolicy();

        crm.when(run()).thenEventTypes(BackupStarted.class, RunEvent.HandedOut.class);
        Run run = running(crm.state(), RunKind.BACKUP);
        assertThat(run.id()).startsWith("backup-");
        crm.when(started(run, crm.now())).thenEventTypes(RunEvent.Claimed.class);
        crm.when(done(run, taken(crm.now(), 5_000)))
                .thenEventTypes(BackupSucceeded.class, BackupFresh.class)
                .thenState(state -> {
                    assertThat(state.runs()).isEmpty();
                    assertThat(state.history()).extracting(RunView::status).containsExactly(RunStatus.SUCCEEDED);
                });
    }

    @Test
    void twoBackupsOfAPolicyNeverRunAtTheSameTime() {
        var crm = Crm.withPolicy().given(run());

        crm.when(run()).thenRefused(Refusal.Code.CONFLICT, "is under way");
        crm.when(new BackupCommand.RunBackup("crm", "weekly", List.of(), null))
                .thenRefused(Refusal.Code.NOT_FOUND, "has no backup policy weekly", "nightly");
    }

    @Test
    void theScheduleBeginsABackupAtItsTime() {
        var crm = Crm.withPolicy();

        crm.advance(Duration.ofHours(17).minusSeconds(1)).thenNothing();
        crm.advance(Duration.ofSeconds(1)).thenEventTypes(BackupStarted.class, RunEvent.HandedOut.class);

        BackupStarted begun = event(crm.newest(), BackupStarted.class);
        assertThat(begun.trigger()).isEqualTo(RunTrigger.SCHEDULE);
        assertThat(begun.due()).isEqualTo(Instant.parse("2026-11-24T02:00:00Z"));
    }

    @Test
    void howeverManyTimesWereMissedOneBackupMakesUpForThem() {
        var crm = Crm.withPolicy();

        // Nobody looks for three days, as after the loss of the service.
        crm.at(Instant.parse("2026-11-26T12:00:00Z"));
        crm.advance(Duration.ZERO);

        BackupMissed missed = event(crm.newest(), BackupMissed.class);
        assertThat(missed.count()).isEqualTo(3);
        assertThat(missed.madeUp()).isTrue();
        assertThat(crm.newest().stream().filter(BackupStarted.class::isInstance))
                .hasSize(1);
        assertThat(event(crm.newest(), BackupStarted.class).trigger()).isEqualTo(RunTrigger.MADE_UP);
        Crm.succeed(crm);
        crm.advance(Duration.ofHours(13));
        assertThat(crm.newest().stream().filter(BackupStarted.class::isInstance))
                .as("the next one comes in the night, not before")
                .isEmpty();
    }

    @Test
    void aTimeThatComesWhileTheBackupBeforeStillGoesOnIsPassedOver() {
        var crm = Crm.withPolicy();
        crm.at(Instant.parse("2026-11-24T01:59:00Z")).given(run());
        crm.given(started(running(crm.state(), RunKind.BACKUP), crm.now()));

        for (int i = 0; i < 12; i++) {
            crm.advance(Duration.ofSeconds(10));
            Run run = running(crm.state(), RunKind.BACKUP);
            crm.given(new TaskReport.Renewed(
                    run.id(), run.attempt(), Crm.WORKER, crm.now().plusSeconds(15)));
        }

        BackupMissed missed = event(crm.history(), BackupMissed.class);
        assertThat(missed.reason()).isEqualTo(MissReason.OVERLAP);
        assertThat(missed.madeUp()).isFalse();
        assertThat(crm.state().runs()).hasSize(1);
    }

    @Test
    void aWorkerThatFallsSilentLosesTheRunToAnother() {
        var crm = Crm.withPolicy().given(run());
        Run first = running(crm.state(), RunKind.BACKUP);
        crm.given(started(first, crm.now()));

        crm.advance(Duration.ofSeconds(16)).thenEventTypes(RunEvent.LeaseLost.class, RunEvent.HandedOut.class);

        Run second = running(crm.state(), RunKind.BACKUP);
        assertThat(second.attempt()).isEqualTo(2);
        crm.when(done(first, taken(crm.now(), 5_000))).thenNothing();
        crm.when(new TaskReport.Renewed(first.id(), 1, Crm.WORKER, crm.now()))
                .thenRefused(Refusal.Code.CONFLICT, "stop it");
        crm.given(new TaskReport.Started(second.id(), 2, "w2", crm.now()));
        crm.when(new TaskReport.Succeeded(second.id(), 2, "w2", Json.tree(taken(crm.now(), 5_000))))
                .thenEventTypes(BackupSucceeded.class, BackupFresh.class);
    }

    @Test
    void anAttemptThatFailsIsTriedAgainAndInTheEndGivenUp() {
        var crm = Crm.withPolicy().given(run());
        for (int attempt = 1; attempt <= 2; attempt++) {
            Run run = running(crm.state(), RunKind.BACKUP);
            crm.given(started(run, crm.now()));
            crm.when(failed(run, true)).thenEventTypes(RunEvent.AttemptFailed.class);
            crm.advance(Duration.ofMinutes(attempt)).thenEventTypes(RunEvent.HandedOut.class);
        }
        crm.when(failed(running(crm.state(), RunKind.BACKUP), true)).thenEventTypes(BackupFailed.class);

        crm.given(run());
        crm.when(failed(running(crm.state(), RunKind.BACKUP), false)).thenEventTypes(BackupFailed.class);
        assertThat(event(crm.newest(), BackupFailed.class).reason()).isEqualTo("the disk is full");
    }

    @Test
    void aResultThatCannotBeReadIsAFailedAttempt() {
        var crm = Crm.withPolicy().given(run());
        Run run = running(crm.state(), RunKind.BACKUP);

        crm.when(done(run, List.of("nonsense"))).thenEventTypes(RunEvent.AttemptFailed.class);
    }

    @Test
    void progressIsPassedOnSparingly() {
        var crm = Crm.withPolicy().given(run());
        Run run = running(crm.state(), RunKind.BACKUP);
        crm.given(started(run, crm.now()));

        crm.when(progress(run, "1 of 4", 25)).thenEventTypes(RunEvent.Progressed.class);
        crm.advance(Duration.ofSeconds(2));
        crm.when(progress(run, "2 of 4", 50)).thenNothing();
        crm.advance(Duration.ofSeconds(4));
        crm.when(progress(run, "3 of 4", 75)).thenEventTypes(RunEvent.Progressed.class);
        crm.when(progress(run, "4 of 4", 100)).thenEventTypes(RunEvent.Progressed.class);
    }

    @Test
    void aRunCanBeCancelledAndItsWorkerIsToldToStop() {
        var crm = Crm.withPolicy().given(run());
        Run run = running(crm.state(), RunKind.BACKUP);
        crm.given(started(run, crm.now()));

        crm.when(new BackupCommand.CancelRun("crm", run.id(), "not now")).thenEventTypes(RunEvent.Cancelled.class);

        crm.when(new TaskReport.Renewed(run.id(), 1, Crm.WORKER, crm.now()))
                .thenRefused(Refusal.Code.CONFLICT, "stop it");
        crm.when(new BackupCommand.CancelRun("crm", run.id(), null)).thenRefused(Refusal.Code.CONFLICT, "is over");
        crm.when(new BackupCommand.CancelRun("crm", "backup-x", null))
                .thenRefused(Refusal.Code.NOT_FOUND, "there is no run");
    }

    @Test
    void aRestoreOverWhatIsThereHasToSaySo() {
        var crm = Crm.withPolicy();

        crm.when(restore(false)).thenRefused(Refusal.Code.INVALID, "replaces what is there");
        crm.when(restore(true)).thenAccepted();
    }

    @Test
    void anOplogIsWatchedFromTheBeginningAndMovesTheRecoveryPointOn() {
        var crm = Crm.withPolicy(Crm.policy(
                List.of(new BackupSource.Mongodb("uploads", "URI", List.of(), List.of(), Duration.ofMinutes(1))),
                "0 2 * * *",
                new ObjectivesSpec(Duration.ofMinutes(5), null),
                null,
                null,
                false));
        crm.advance(Duration.ZERO).thenEventTypes(OplogWatchStarted.class, RunEvent.HandedOut.class);
        Run watch = running(crm.state(), RunKind.OPLOG);
        crm.given(started(watch, crm.now()));
        crm.given(run());
        Crm.succeed(crm);
        Instant taken = crm.now();

        crm.given(new BackupCommand.ReportOplogSlice(
                "crm", "nightly", watch.id(), "uploads", taken.minusSeconds(60), taken.plusSeconds(60), 7));

        assertThat(crm.newest().stream().filter(OplogSliceStored.class::isInstance))
                .hasSize(1);
        assertThat(crm.state().policy("nightly").orElseThrow().standing().recoverableTo())
                .isEqualTo(taken.plusSeconds(60));
        crm.when(new BackupCommand.ReportOplogSlice(
                        "crm", "nightly", watch.id(), "uploads", taken.minusSeconds(60), taken.plusSeconds(60), 7))
                .thenNothing();
        crm.given(new BackupCommand.ReportOplogLoss(
                "crm", "nightly", watch.id(), "uploads", taken.plusSeconds(30), "the oplog is too short"));
        assertThat(crm.state()
                        .policy("nightly")
                        .orElseThrow()
                        .holdings()
                        .recoverableTo(
                                crm.state().policy("nightly").orElseThrow().spec()))
                .contains(taken.plusSeconds(30));
    }

    @Test
    void aPolicyThatIsNoMoreTakesItsRunsWithIt() {
        var crm = Crm.withPolicy().given(run());

        crm.when(new BackupCommand.ApplyPolicies("crm", List.of(), "sha256:0")).thenAccepted();

        assertThat(crm.state().runs()).isEmpty();
        assertThat(crm.state().policies()).isEmpty();
    }

    private static BackupCommand.Restore restore(boolean overwrite) {
        return new BackupCommand.Restore(
                "crm", "nightly", "latest", null, List.of(), null, RestoreTarget.ORIGIN, false, overwrite, null);
    }

    private static TaskReport.Progressed progress(Run run, String message, int percent) {
        return new TaskReport.Progressed(run.id(), run.attempt(), Crm.WORKER, message, percent);
    }

    static <E> E event(List<BackupEvent> events, Class<E> type) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
