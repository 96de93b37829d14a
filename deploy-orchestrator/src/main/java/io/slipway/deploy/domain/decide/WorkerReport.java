package io.slipway.deploy.domain.decide;

import java.time.Duration;
import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/**
 * What workers say. The attempt number fences: a word about an attempt that is over changes nothing, and a worker that
 * begins or holds on to such an attempt is told so and stops.
 */
final class WorkerReport {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final Duration lease;

    WorkerReport(Draft<ApplicationState, DeployEvent> draft, Duration lease) {
        this.draft = draft;
        this.lease = lease;
    }

    Decision<DeployEvent> decide(TaskReport report) {
        Optional<Deployment> deployment = draft.state().deployment(TaskId.deployment(report.taskId()));
        Optional<Step> step = deployment
                .filter(found -> !found.state().terminal())
                .flatMap(found -> found.step(TaskId.step(report.taskId())))
                .filter(found -> found.isRunning() && found.isTask() && found.attempt() == report.attempt())
                .filter(found -> heldBy(found, report));
        if (step.isEmpty()) {
            return stale(report);
        }
        accept(deployment.orElseThrow(), step.get(), report);
        return draft.accepted(report.taskId());
    }

    /** A result counts also where the claim before it was lost on the way; all else needs the claim. */
    private static boolean heldBy(Step step, TaskReport report) {
        if (step.worker() != null) {
            return step.worker().equals(report.worker());
        }
        return switch (report) {
            case TaskReport.Started ignored -> true;
            case TaskReport.Succeeded ignored -> true;
            case TaskReport.Failed ignored -> true;
            case TaskReport.Renewed ignored -> false;
            case TaskReport.Progressed ignored -> false;
            case TaskReport.Released ignored -> false;
        };
    }

    private static Decision<DeployEvent> stale(TaskReport report) {
        return switch (report) {
            case TaskReport.Started s -> over(s);
            case TaskReport.Renewed r -> over(r);
            case TaskReport.Progressed ignored -> Decision.nothing();
            case TaskReport.Succeeded ignored -> Decision.nothing();
            case TaskReport.Failed ignored -> Decision.nothing();
            case TaskReport.Released ignored -> Decision.nothing();
        };
    }

    private static Decision<DeployEvent> over(TaskReport report) {
        return Decision.refused(
                Refusal.Code.CONFLICT,
                "attempt " + report.attempt() + " at " + report.taskId() + " is over or another worker's; stop it");
    }

    private void accept(Deployment deployment, Step step, TaskReport report) {
        Steps steps = new Steps(draft, deployment);
        switch (report) {
            case TaskReport.Started started -> {
                if (step.worker() == null) {
                    steps.claimed(step, started.worker(), draft.now().plus(lease));
                }
            }
            case TaskReport.Renewed ignored -> steps.renewed(step, draft.now().plus(lease));
            case TaskReport.Progressed progressed -> steps.progressed(step, progressed.message(), progressed.percent());
            case TaskReport.Succeeded succeeded -> new StepResult(draft).conclude(deployment, step, succeeded.output());
            case TaskReport.Failed failed ->
                new Failure(draft).attemptFailed(deployment, step, failed.reason(), failed.retryable());
            case TaskReport.Released released -> steps.handOutAgain(step, released.worker() + " gave the task back");
        }
    }
}
