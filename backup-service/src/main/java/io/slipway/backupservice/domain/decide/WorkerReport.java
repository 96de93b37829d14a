package io.slipway.backupservice.domain.decide;

import java.util.Optional;

import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.Refusal;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/**
 * What workers say. The attempt number fences: a word about an attempt that is over changes nothing, and a worker that
 * begins or holds on to such an attempt is told so and stops.
 */
final class WorkerReport {
    private final Draft<BackupState, BackupEvent> draft;
    private final BackupTerms terms;

    WorkerReport(Draft<BackupState, BackupEvent> draft, BackupTerms terms) {
        this.draft = draft;
        this.terms = terms;
    }

    Decision<BackupEvent> decide(TaskReport report) {
        Optional<Run> run = draft.state()
                .run(report.taskId())
                .filter(found -> found.isHandedOut() && found.attempt() == report.attempt())
                .filter(found -> heldBy(found, report));
        if (run.isEmpty()) {
            return stale(report);
        }
        accept(run.get(), report);
        return draft.accepted(report.taskId());
    }

    /** A result counts also where the claim before it was lost on the way; all else needs the claim. */
    private static boolean heldBy(Run run, TaskReport report) {
        if (run.worker() != null) {
            return run.worker().equals(report.worker());
        }
        return switch (report) {
            case TaskReport.Started _, TaskReport.Succeeded _, TaskReport.Failed _ -> true;
            case TaskReport.Renewed _, TaskReport.Progressed _, TaskReport.Released _ -> false;
        };
    }

    private static Decision<BackupEvent> stale(TaskReport report) {
        return switch (report) {
            case TaskReport.Started _, TaskReport.Renewed _ ->
                Decision.refused(
                        Refusal.Code.CONFLICT,
                        "attempt " + report.attempt() + " at " + report.taskId()
                                + " is over or another worker's; stop it");
            case TaskReport.Progressed _, TaskReport.Succeeded _, TaskReport.Failed _, TaskReport.Released _ ->
                Decision.nothing();
        };
    }

    private void accept(Run run, TaskReport report) {
        Runs runs = new Runs(draft, terms);
        switch (report) {
            case TaskReport.Started started -> {
                if (run.worker() == null) {
                    runs.claimed(run, started.worker());
                }
            }
            case TaskReport.Renewed _ -> runs.renewed(run);
            case TaskReport.Progressed progressed -> runs.progressed(run, progressed.message(), progressed.percent());
            case TaskReport.Succeeded succeeded -> new RunResult(draft, terms).conclude(run, succeeded.output());
            case TaskReport.Failed failed ->
                new Failing(draft, terms).attemptFailed(run, failed.reason(), failed.retryable(), failed.retryAfter());
            case TaskReport.Released released -> runs.handOutAgain(run, released.worker() + " gave it back");
        }
    }
}
