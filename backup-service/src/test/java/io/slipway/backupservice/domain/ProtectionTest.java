package io.slipway.backupservice.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.DrillEvent.RestoreDrillFailed;
import io.slipway.events.backup.DrillEvent.RestoreDrillPassed;
import io.slipway.events.backup.ProtectionEvent.Anomaly;
import io.slipway.events.backup.ProtectionEvent.AnomalyDetected;
import io.slipway.events.backup.ProtectionEvent.BackupFresh;
import io.slipway.events.backup.ProtectionEvent.BackupStale;
import io.slipway.events.backup.ProtectionEvent.Objective;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMetAgain;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMissed;
import io.slipway.events.backup.ProtectionEvent.RepositoryDamaged;
import io.slipway.events.backup.ProtectionEvent.RepositoryRepaired;
import io.slipway.events.backup.PruneEvent.SnapshotForgotten;
import io.slipway.events.backup.RepairEvent.RepairSucceeded;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.VerificationEvent.VerificationFailed;
import io.slipway.events.backup.VerificationEvent.VerificationPassed;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.policy.VerificationSpec;
import io.slipway.events.backup.task.DrillTask;
import io.slipway.events.backup.task.PruneTask;
import io.slipway.events.backup.task.RepairTask;
import io.slipway.events.backup.task.VerifyBackupTask;
import io.slipway.kit.aggregate.DeciderScenario;

import static io.slipway.backupservice.domain.Crm.done;
import static io.slipway.backupservice.domain.Crm.restored;
import static io.slipway.backupservice.domain.Crm.run;
import static io.slipway.backupservice.domain.Crm.running;
import static io.slipway.backupservice.domain.Crm.schedule;
import static io.slipway.backupservice.domain.Crm.started;
import static io.slipway.backupservice.domain.Crm.taken;
import static io.slipway.backupservice.domain.RunTest.event;
import static org.assertj.core.api.Assertions.assertThat;

class ProtectionTest {
    private static final BackupCommand.Drill DRILL = new BackupCommand.Drill("crm", "nightly");
    private static final Damage DAMAGE = new Damage("pack", "4fa1", "its bytes are not those of its name", List.of());

    @Test
    void withoutABackupAnEnvironmentIsStaleFromTheBeginning() {
        var crm = Crm.withPolicy();

        assertThat(event(crm.newest(), BackupStale.class).reason()).contains("no backup");
        assertThat(event(crm.newest(), BackupStale.class).recoverableTo()).isNull();
    }

    @Test
    void aBackupIsFreshUntilItsObjectiveIsMissedAndAgainWithTheNext() {
        var crm = Crm.withPolicy(Crm.policy("0 2 * * 0", Duration.ofHours(3), null, null, false))
                .given(run());
        Crm.succeed(crm);
        Instant taken = crm.now();
        assertThat(event(crm.newest(), BackupFresh.class).until()).isEqualTo(taken.plus(Duration.ofHours(3)));

        crm.advance(Duration.ofHours(4));

        assertThat(event(crm.newest(), ObjectiveMissed.class).objective()).isEqualTo(Objective.RPO);
        assertThat(event(crm.newest(), BackupStale.class).recoverableTo()).isEqualTo(taken);
        crm.advance(Duration.ofHours(40)).thenNothing();
        crm.given(run());
        Crm.succeed(crm);
        assertThat(event(crm.newest(), ObjectiveMetAgain.class).objective()).isEqualTo(Objective.RPO);
        assertThat(event(crm.newest(), BackupFresh.class).recoverableTo()).isEqualTo(crm.now());
    }

    @Test
    void aDrillMeasuresHowLongARestoreTakesAndHowOldItsDataIs() {
        var crm = Crm.withPolicy().given(run());
        Crm.succeed(crm);
        Instant shows = crm.now();
        crm.advance(Duration.ofMinutes(90)).given(DRILL);
        Run drill = running(crm.state(), RunKind.DRILL);

        crm.when(done(drill, restored(shows, Duration.ofMinutes(7))));

        RestoreDrillPassed passed = event(crm.newest(), RestoreDrillPassed.class);
        assertThat(passed.measuredRto()).isEqualTo(Duration.ofMinutes(7));
        assertThat(passed.measuredRpo()).isEqualTo(Duration.ofMinutes(90));
        assertThat(event(crm.newest(), BackupFresh.class).drilled()).isEqualTo(crm.now());
    }

    @Test
    void aDrillThatTakesTooLongPassesAndMissesTheObjective() {
        var crm = Crm.withPolicy().given(run());
        Crm.succeed(crm);
        crm.given(DRILL);
        crm.when(done(running(crm.state(), RunKind.DRILL), restored(crm.now(), Duration.ofMinutes(61))));

        assertThat(event(crm.newest(), ObjectiveMissed.class).objective()).isEqualTo(Objective.RTO);
        crm.given(DRILL);
        crm.when(done(running(crm.state(), RunKind.DRILL), restored(crm.now(), Duration.ofMinutes(10))));
        assertThat(event(crm.newest(), ObjectiveMetAgain.class).objective()).isEqualTo(Objective.RTO);
    }

    @Test
    void aDrillOfAStaleBackupFailsHoweverWellItRestores() {
        var stale = Crm.withPolicy(Crm.policy("0 2 * * 0", Duration.ofHours(3), null, null, false))
                .given(run());
        Crm.succeed(stale);
        Instant shows = stale.now();
        stale.advance(Duration.ofHours(4)).given(DRILL);
        stale.when(done(running(stale.state(), RunKind.DRILL), restored(shows, Duration.ofMinutes(1))));
        assertThat(event(stale.newest(), RestoreDrillFailed.class).reason())
                .contains("it could be restored, but the newest backup is 4 h old");
    }

    @Test
    void whatADrillFoundWrongIsSaid() {
        var crm = Crm.withPolicy().given(run());
        Crm.succeed(crm);
        crm.given(DRILL);

        crm.when(done(
                running(crm.state(), RunKind.DRILL),
                new DrillTask.Output(
                        false,
                        "crm.contacts has 3 documents, expected 4",
                        Duration.ofSeconds(3),
                        crm.now(),
                        List.of(),
                        0,
                        List.of(),
                        null)));

        assertThat(event(crm.newest(), RestoreDrillFailed.class).reason()).contains("3 documents, expected 4");
    }

    @Test
    void aDrillThatIsOverdueIsSaidOnceAndForgottenWithTheNextThatPasses() {
        var crm = Crm.withPolicy(Crm.policy(
                        null,
                        null,
                        null,
                        new DrillSpec(null, null, null, List.of(), Duration.ofHours(1), Duration.ofDays(7), null, null),
                        false))
                .given(run());
        Crm.succeed(crm);

        crm.advance(Duration.ofDays(8));

        assertThat(event(crm.newest(), ObjectiveMissed.class).objective()).isEqualTo(Objective.DRILL);
        crm.given(DRILL);
        crm.when(done(running(crm.state(), RunKind.DRILL), restored(crm.now(), Duration.ofMinutes(1))));
        assertThat(event(crm.newest(), ObjectiveMetAgain.class).objective()).isEqualTo(Objective.DRILL);
    }

    @Test
    void partAfterPartAllOfARepositoryIsReadAgain() {
        var crm = Crm.withPolicy(Crm.policy(
                        "0 2 * * *",
                        null,
                        new VerificationSpec(schedule("0 12 * * *"), Duration.ofDays(3)),
                        null,
                        false))
                .given(run());
        Crm.succeed(crm);

        for (int part = 0; part < 3; part++) {
            crm.advance(Duration.ofHours(24).minusMinutes(part == 0 ? 21 * 60 - 1 : 0));
            Run run = running(crm.state(), RunKind.VERIFICATION);
            crm.given(started(run, crm.now()));
            crm.given(done(run, read(1, crm.now(), List.of())));
            var coverage = event(crm.newest(), VerificationPassed.class).coverage();
            assertThat(coverage.verified()).isEqualTo(part + 1);
            assertThat(coverage.completed() == null).isEqualTo(part < 2);
        }
    }

    @Test
    void damageMakesAnEnvironmentStaleUntilAllOfItWasReadAndIsWhole() {
        var crm = Crm.withPolicy().given(run());
        Crm.succeed(crm);
        verify(crm, 100);
        crm.when(done(running(crm.state(), RunKind.VERIFICATION), read(3, crm.now(), List.of(DAMAGE))));

        assertThat(event(crm.newest(), VerificationFailed.class).damages()).containsExactly(DAMAGE);
        assertThat(event(crm.newest(), RepositoryDamaged.class).damages()).containsExactly(DAMAGE);
        assertThat(event(crm.newest(), BackupStale.class).damaged()).isTrue();
        verify(crm, 100);
        crm.when(done(running(crm.state(), RunKind.VERIFICATION), read(3, crm.now(), List.of())));
        assertThat(event(crm.newest(), RepositoryRepaired.class)).isNotNull();
        assertThat(event(crm.newest(), BackupFresh.class)).isNotNull();
    }

    @Test
    void whatARepairCouldNotSaveIsNamedAndNoRecoveryPointUntilTheNextBackup() {
        var crm = Crm.withPolicy().given(run());
        Crm.succeed(crm);
        String taken = crm.state()
                .policy("nightly")
                .orElseThrow()
                .holdings()
                .newest("uploads")
                .orElseThrow()
                .id();
        verify(crm, 100);
        crm.given(done(running(crm.state(), RunKind.VERIFICATION), read(3, crm.now(), List.of(DAMAGE))));
        crm.given(new BackupCommand.Repair("crm", "nightly", "a disk failed"));
        String lost = "snapshot 4fa1 /srv/uploads/one: 1 of 3 pieces, 10 of 30 bytes";

        crm.when(done(
                running(crm.state(), RunKind.REPAIR),
                new RepairTask.Output(
                        "1 pack was damaged",
                        List.of(),
                        List.of(lost),
                        List.of(new PruneTask.Forgotten(taken, "uploads", crm.now(), "it lost something")))));

        assertThat(event(crm.newest(), RepairSucceeded.class).lost()).containsExactly(lost);
        assertThat(event(crm.newest(), RepositoryRepaired.class).detail()).isEqualTo("1 pack was damaged");
        assertThat(event(crm.newest(), SnapshotForgotten.class).snapshot()).isEqualTo(taken);
        assertThat(event(crm.newest(), BackupStale.class).damaged()).isFalse();
        crm.given(run());
        Crm.succeed(crm);
        assertThat(event(crm.newest(), BackupFresh.class).recoverableTo()).isEqualTo(crm.now());
    }

    @Test
    void aRepairOfAnAppendOnlyRepositoryIsRefused() {
        Crm.withPolicy(Crm.policy(null, null, null, null, true))
                .when(new BackupCommand.Repair("crm", "nightly", null))
                .thenRefused(Refusal.Code.CONFLICT, "appendOnly");
    }

    @Test
    void aCheckOfAStaleBackupFails() {
        var crm = Crm.withPolicy(Crm.policy("0 2 * * 0", Duration.ofHours(3), null, null, false))
                .given(run());
        Crm.succeed(crm);
        Instant taken = crm.now();
        crm.advance(Duration.ofHours(5));
        verify(crm, 100);

        crm.when(done(running(crm.state(), RunKind.VERIFICATION), read(3, taken, List.of())));

        assertThat(event(crm.newest(), VerificationFailed.class).reason())
                .contains("the newest backup is 5 h old, at most 3 h are allowed");
    }

    @Test
    void dataThatShrinksIsRewrittenOrIsEncryptedIsNoticed() {
        var crm = Crm.withPolicy();
        for (int i = 0; i < 4; i++) {
            crm.given(run());
            Crm.succeed(crm);
            crm.advance(Duration.ofMinutes(10));
        }
        crm.given(run());
        Run run = running(crm.state(), RunKind.BACKUP);

        crm.when(done(run, taken(crm.now(), 40_000_000, 39_000_000, 39_100_000)));

        assertThat(crm.newest().stream()
                        .filter(AnomalyDetected.class::isInstance)
                        .map(AnomalyDetected.class::cast)
                        .map(AnomalyDetected::anomaly))
                .containsExactly(Anomaly.SIZE_COLLAPSED, Anomaly.ALMOST_ALL_NEW, Anomaly.INCOMPRESSIBLE);
        crm.advance(Duration.ofMinutes(10)).given(run());
        crm.when(done(running(crm.state(), RunKind.BACKUP), taken(crm.now(), 100_000_000)));
        assertThat(crm.newest().stream().filter(AnomalyDetected.class::isInstance))
                .isEmpty();
    }

    private static void verify(DeciderScenario<BackupState, BackupCommand, BackupEvent> crm, int percent) {
        crm.given(new BackupCommand.Verify("crm", "nightly", VerificationLevel.READ, percent));
    }

    private static VerifyBackupTask.Output read(int packs, Instant newest, List<Damage> damages) {
        return new VerifyBackupTask.Output(3, packs, 3000, packs * 1000L, 1, newest, damages);
    }
}
