package io.slipway.backupservice.domain.project;

import java.util.List;
import java.util.Optional;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.BackupRunEvent.BackupFailed;
import io.slipway.events.backup.DeletionEvent.DeleteRequested;
import io.slipway.events.backup.DrillEvent.RestoreDrillFailed;
import io.slipway.events.backup.ProtectionEvent.AnomalyDetected;
import io.slipway.events.backup.ProtectionEvent.BackupMissed;
import io.slipway.events.backup.ProtectionEvent.Objective;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMetAgain;
import io.slipway.events.backup.ProtectionEvent.ObjectiveMissed;
import io.slipway.events.backup.ProtectionEvent.OplogLost;
import io.slipway.events.backup.ProtectionEvent.RepositoryDamaged;
import io.slipway.events.backup.ProtectionEvent.RepositoryRepaired;
import io.slipway.events.backup.PruneEvent.PruneFailed;
import io.slipway.events.backup.RepairEvent.RepairFailed;
import io.slipway.events.backup.RepairEvent.RepairSucceeded;
import io.slipway.events.backup.VerificationEvent.VerificationFailed;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Raises an alert with each event of the backups that a person should look at. */
final class BackupAlerts implements Projection<BackupState, BackupEvent> {
    private static final int MOST_LOST = 10;

    /** An alert in the making. */
    private record Fact(String kind, Severity severity, String title, String detail) {}

    @Override
    public List<Outbound> project(BackupState before, BackupState after, Envelope<BackupEvent> event) {
        return fact(event.data()).map(fact -> alert(event, fact)).stream().toList();
    }

    private static Optional<Fact> fact(BackupEvent event) {
        return switch (event) {
            case BackupFailed failed ->
                fact(
                        "backup.failed",
                        Severity.CRITICAL,
                        "the backup " + of(failed) + " failed",
                        failed.reason() + " (after " + failed.attempts() + " attempts)");
            case BackupMissed missed ->
                fact(
                        "backup.missed",
                        Severity.WARNING,
                        "a backup " + of(missed) + " was missed",
                        missed.count() + " from " + missed.due()
                                + (missed.madeUp() ? "; it is made up now" : "; the one before still goes on"));
            case ObjectiveMissed missed ->
                fact(
                        kind(missed.objective()),
                        missed.objective() == Objective.RPO ? Severity.CRITICAL : Severity.WARNING,
                        title(missed),
                        missed.detail());
            case ObjectiveMetAgain met ->
                fact(
                        kind(met.objective()) + ".resolved",
                        Severity.INFO,
                        met.objective() + " " + of(met) + " is kept again",
                        "");
            case RestoreDrillFailed failed ->
                fact(
                        "backup.drill.failed",
                        Severity.CRITICAL,
                        "the restore drill " + of(failed) + " failed",
                        failed.reason());
            case VerificationFailed failed ->
                fact(
                        "backup.verification.failed",
                        Severity.CRITICAL,
                        "the verification " + of(failed) + " failed",
                        failed.reason());
            case RepositoryDamaged damaged ->
                fact(
                        "backup.damaged",
                        Severity.CRITICAL,
                        "the repository " + of(damaged) + " is damaged",
                        damaged.damages().size() + " found, the first: "
                                + damaged.damages().getFirst().detail());
            case RepositoryRepaired repaired ->
                fact(
                        "backup.damaged.resolved",
                        Severity.INFO,
                        "the repository " + of(repaired) + " is whole again",
                        repaired.detail());
            case AnomalyDetected anomaly ->
                fact(
                        "backup.anomaly",
                        Severity.CRITICAL,
                        "the backup of " + anomaly.source() + " " + of(anomaly) + " is unusual",
                        anomaly.detail() + " (threshold " + anomaly.threshold() + " " + anomaly.limit()
                                + "). Look at the source before older snapshots go");
            case OplogLost lost ->
                fact(
                        "backup.oplog.lost",
                        Severity.WARNING,
                        "the oplog of " + lost.source() + " " + of(lost) + " has a gap",
                        lost.reason() + "; take a new backup");
            case PruneFailed failed ->
                fact("backup.prune.failed", Severity.WARNING, "the prune " + of(failed) + " failed", failed.reason());
            case RepairSucceeded repaired
            when repaired.lost() != null && !repaired.lost().isEmpty() ->
                fact(
                        "backup.lost",
                        Severity.CRITICAL,
                        "backups " + of(repaired) + " lost something for good",
                        repaired.summary() + ": "
                                + String.join(
                                        "; ",
                                        repaired.lost()
                                                .subList(
                                                        0,
                                                        Math.min(
                                                                MOST_LOST,
                                                                repaired.lost().size())))
                                + (repaired.lost().size() > MOST_LOST ? "; and more, see the run" : "")
                                + ". Take a new backup while the original is there");
            case RepairFailed failed ->
                fact(
                        "backup.repair.failed",
                        Severity.CRITICAL,
                        "the repair " + of(failed) + " failed",
                        failed.reason());
            case DeleteRequested requested ->
                fact(
                        "backup.deletion.requested",
                        Severity.WARNING,
                        requested.by() + " asks for " + requested.snapshots().size() + " snapshots " + of(requested)
                                + " to be removed",
                        requested.reason());
            default -> Optional.empty();
        };
    }

    private static Optional<Fact> fact(String kind, Severity severity, String title, String detail) {
        return Optional.of(new Fact(kind, severity, title, detail));
    }

    private static String kind(Objective objective) {
        return switch (objective) {
            case RPO -> "backup.stale";
            case RTO -> "backup.rto.missed";
            case DRILL -> "backup.drill.overdue";
            case COVERAGE -> "backup.verification.overdue";
        };
    }

    private static String title(ObjectiveMissed missed) {
        return switch (missed.objective()) {
            case RPO -> "the backup " + of(missed) + " is stale";
            case RTO -> "a restore " + of(missed) + " takes longer than it may";
            case DRILL -> "a restore drill " + of(missed) + " is overdue";
            case COVERAGE -> "the verification " + of(missed) + " is overdue";
        };
    }

    private static String of(BackupEvent event) {
        return "of " + event.application() + " by " + event.policy();
    }

    private static Outbound alert(Envelope<BackupEvent> event, Fact fact) {
        String id = Following.id(event, "alert");
        return Following.record(
                Topics.ALERTS,
                event.data().application(),
                event,
                id,
                new Alert(
                        id,
                        event.data().application(),
                        event.data().environment(),
                        null,
                        fact.kind(),
                        fact.severity(),
                        fact.title(),
                        fact.detail(),
                        event.data() instanceof DeleteRequested requested ? requested.by() : "slipway",
                        event.time()));
    }
}
