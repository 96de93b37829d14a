package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.BackupRunEvent.BackupFailed;
import io.slipway.events.backup.BackupRunEvent.BackupStarted;
import io.slipway.events.backup.BackupRunEvent.BackupSucceeded;
import io.slipway.events.backup.DrillEvent.RestoreDrillFailed;
import io.slipway.events.backup.DrillEvent.RestoreDrillPassed;
import io.slipway.events.backup.DrillEvent.RestoreDrillStarted;
import io.slipway.events.backup.OplogRunEvent.OplogWatchEnded;
import io.slipway.events.backup.OplogRunEvent.OplogWatchFailed;
import io.slipway.events.backup.OplogRunEvent.OplogWatchStarted;
import io.slipway.events.backup.PruneEvent.PruneFailed;
import io.slipway.events.backup.PruneEvent.PruneStarted;
import io.slipway.events.backup.PruneEvent.PruneSucceeded;
import io.slipway.events.backup.PruneEvent.SnapshotForgotten;
import io.slipway.events.backup.RepairEvent.RepairFailed;
import io.slipway.events.backup.RepairEvent.RepairStarted;
import io.slipway.events.backup.RepairEvent.RepairSucceeded;
import io.slipway.events.backup.RestoreEvent.RestoreFailed;
import io.slipway.events.backup.RestoreEvent.RestoreStarted;
import io.slipway.events.backup.RestoreEvent.RestoreSucceeded;
import io.slipway.events.backup.RunEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.VerificationEvent.VerificationFailed;
import io.slipway.events.backup.VerificationEvent.VerificationPassed;
import io.slipway.events.backup.VerificationEvent.VerificationStarted;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupView.ResultView;

/** The state after something happened to a run. */
final class RunEvolution {
    private static final int MAX_DOUBLINGS = 4;
    private static final int NAMED = 10;

    private RunEvolution() {}

    static BackupState of(BackupState state, RunEvent event, Instant at, Duration pickUp) {
        return switch (event) {
            case RunEvent.HandedOut out ->
                state.changeRun(
                        out.run(),
                        run -> run.handedOut(out.attempt(), out.deadline(), at.plus(patience(out.attempt(), pickUp))));
            case RunEvent.Claimed claimed ->
                state.changeRun(claimed.run(), run -> run.claimed(claimed.worker(), claimed.leaseUntil()));
            case RunEvent.LeaseRenewed renewed ->
                state.changeRun(renewed.run(), run -> run.renewed(renewed.leaseUntil()));
            case RunEvent.LeaseLost lost -> state.changeRun(lost.run(), run -> run.said(lost.reason(), null, at));
            case RunEvent.Progressed said ->
                state.changeRun(said.run(), run -> run.said(said.message(), said.percent(), at));
            case RunEvent.AttemptFailed failed ->
                state.changeRun(failed.run(), run -> run.failed(failed.reason(), failed.retryAt()));
            case RunEvent.Cancelled cancelled -> cancelled(state, cancelled, at);
            case BackupStarted started ->
                begun(state, started, at, started.trigger(), started.by(), new RunWork.Backup(started.sources()));
            case OplogWatchStarted started ->
                begun(state, started, at, started.trigger(), "slipway", new RunWork.Oplog());
            case VerificationStarted started -> verification(state, started, at);
            case RestoreDrillStarted started ->
                begun(state, started, at, started.trigger(), started.by(), new RunWork.Drill());
            case RestoreStarted started ->
                begun(
                        state,
                        started,
                        at,
                        RunTrigger.REQUEST,
                        started.by(),
                        new RunWork.Restore(
                                started.snapshot(),
                                started.source(),
                                started.include(),
                                started.to(),
                                started.target(),
                                started.dryRun(),
                                started.overwrite()));
            case PruneStarted started -> prune(state, started, at);
            case RepairStarted started ->
                begun(state, started, at, RunTrigger.REQUEST, started.by(), new RunWork.Repair());
            case BackupSucceeded done -> succeeded(state, done, at);
            case BackupFailed failed ->
                over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of())
                        .change(
                                failed.policy(),
                                policy -> policy.with(policy.results()
                                        .backup(new ResultView(failed.run(), false, at, failed.reason()))));
            case OplogWatchEnded ended ->
                over(state, ended, RunStatus.SUCCEEDED, at, "", List.of())
                        .change(
                                ended.policy(),
                                policy -> policy.with(policy.next().oplogAgain(policy.spec(), at, true)));
            case OplogWatchFailed failed ->
                over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of())
                        .change(
                                failed.policy(),
                                policy -> policy.with(policy.next().oplogAgain(policy.spec(), at, false)));
            case VerificationPassed passed -> verified(state, passed, at);
            case VerificationFailed failed ->
                over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of())
                        .change(
                                failed.policy(),
                                policy -> policy.with(policy.results()
                                        .verification(new ResultView(failed.run(), false, at, failed.reason()))));
            case RestoreDrillPassed passed -> {
                String summary = "restored and compared in " + Words.of(passed.measuredRto()) + ways(passed.ways());
                yield over(state, passed, RunStatus.SUCCEEDED, at, summary, passed.snapshots())
                        .change(
                                passed.policy(),
                                policy -> policy.with(policy.results()
                                        .drill(
                                                passed.run(),
                                                true,
                                                at,
                                                summary,
                                                passed.measuredRto(),
                                                passed.measuredRpo())));
            }
            case RestoreDrillFailed failed ->
                over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of())
                        .change(
                                failed.policy(),
                                policy -> policy.with(policy.results()
                                        .drill(
                                                failed.run(),
                                                false,
                                                at,
                                                failed.reason(),
                                                failed.measuredRto(),
                                                failed.measuredRpo())));
            case RestoreSucceeded done ->
                over(state, done, RunStatus.SUCCEEDED, at, String.join("; ", done.summary()), done.snapshots());
            case RestoreFailed failed -> over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of());
            case SnapshotForgotten forgotten ->
                state.change(
                        forgotten.policy(),
                        policy -> policy.with(policy.holdings().without(forgotten.snapshot())));
            case PruneSucceeded done -> {
                String summary = PruneWords.of(done);
                BackupState ended = over(state, done, RunStatus.SUCCEEDED, at, summary, List.of());
                yield done.dryRun()
                        ? ended
                        : ended.change(
                                done.policy(),
                                policy -> policy.with(
                                        policy.results().prune(new ResultView(done.run(), true, at, summary))));
            }
            case PruneFailed failed ->
                over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of())
                        .change(
                                failed.policy(),
                                policy -> policy.with(policy.results()
                                        .prune(new ResultView(failed.run(), false, at, failed.reason()))));
            case RepairSucceeded done -> over(state, done, RunStatus.SUCCEEDED, at, words(done), List.of());
            case RepairFailed failed -> over(state, failed, RunStatus.FAILED, at, failed.reason(), List.of());
        };
    }

    private static String ways(@Nullable List<String> ways) {
        return ways == null || ways.isEmpty() ? "" : "; " + String.join("; ", ways);
    }

    private static String words(RepairSucceeded done) {
        return done.lost() == null || done.lost().isEmpty()
                ? done.summary()
                : done.summary() + ": "
                        + done.lost().stream().limit(NAMED).collect(Collectors.joining("; "))
                        + (done.lost().size() > NAMED ? "; and more, see the log" : "");
    }

    /** Twice as long each time: where there is no worker, offering it each minute helps nobody. */
    private static Duration patience(int attempt, Duration pickUp) {
        return pickUp.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    }

    private static BackupState begun(
            BackupState state, RunEvent event, Instant at, RunTrigger trigger, String by, RunWork work) {
        BackupState more =
                state.with(Run.begun(event.run(), event.policy(), event.environment(), trigger, by, at, work));
        boolean scheduled = trigger == RunTrigger.SCHEDULE || trigger == RunTrigger.MADE_UP;
        return scheduled
                ? more.change(
                        event.policy(), policy -> policy.with(policy.next().after(work.kind(), policy.spec(), at)))
                : more;
    }

    private static BackupState verification(BackupState state, VerificationStarted started, Instant at) {
        Round round = state.policy(started.policy())
                .map(policy -> policy.roundAt(at))
                .orElseGet(() -> Round.begin(null, at, null));
        return begun(
                state.change(started.policy(), policy -> policy.with(round)),
                started,
                at,
                started.trigger(),
                started.by(),
                round.work(started.level(), started.percent()));
    }

    /** What was agreed to is no longer waited for. */
    private static BackupState prune(BackupState state, PruneStarted started, Instant at) {
        BackupState more = begun(
                state,
                started,
                at,
                started.trigger(),
                started.by(),
                new RunWork.Prune(started.snapshots(), started.dryRun(), started.deletion()));
        return more.withDeletions(more.deletions().stream()
                .filter(deletion -> !deletion.id().equals(started.deletion()))
                .toList());
    }

    private static BackupState succeeded(BackupState state, BackupSucceeded done, Instant at) {
        long bytes = done.snapshots().stream().mapToLong(SnapshotFacts::bytes).sum();
        long added = done.snapshots().stream().mapToLong(SnapshotFacts::stored).sum();
        String summary = Words.bytes(bytes) + " in " + Words.of(done.took()) + ", " + Words.bytes(added) + " added";
        return over(
                        state,
                        done,
                        RunStatus.SUCCEEDED,
                        at,
                        summary,
                        done.snapshots().stream().map(SnapshotFacts::id).toList())
                .change(
                        done.policy(),
                        policy -> policy.with(policy.holdings().with(done.repository(), done.snapshots()))
                                .with(policy.results().backup(new ResultView(done.run(), true, at, summary))));
    }

    private static BackupState verified(BackupState state, VerificationPassed passed, Instant at) {
        @Nullable Run run = state.run(passed.run()).orElse(null);
        String summary = Words.bytes(passed.bytesRead()) + " read again, "
                + passed.coverage().verified() + " of " + passed.coverage().packs() + " packs in this round";
        return over(state, passed, RunStatus.SUCCEEDED, at, summary, List.of()).change(passed.policy(), policy -> {
            Policy changed =
                    policy.with(policy.results().verification(new ResultView(passed.run(), true, at, summary)));
            return run != null && run.work() instanceof RunWork.Verification work
                    ? changed.with(changed.roundAt(at)
                            .read(work, passed.coverage(), policy.spec().verification(), at))
                    : changed;
        });
    }

    private static BackupState cancelled(BackupState state, RunEvent.Cancelled cancelled, Instant at) {
        String summary =
                "cancelled by " + cancelled.by() + (cancelled.reason() == null ? "" : ": " + cancelled.reason());
        BackupState ended = over(state, cancelled, RunStatus.CANCELLED, at, summary, List.of());
        return cancelled.kind() == RunKind.OPLOG
                ? ended.change(
                        cancelled.policy(), policy -> policy.with(policy.next().oplogAgain(policy.spec(), at, false)))
                : ended;
    }

    private static BackupState over(
            BackupState state, RunEvent event, RunStatus status, Instant at, String summary, List<String> snapshots) {
        return state.run(event.run())
                .map(run -> state.ended(run.ended(status, at, summary, snapshots)))
                .orElse(state);
    }
}
