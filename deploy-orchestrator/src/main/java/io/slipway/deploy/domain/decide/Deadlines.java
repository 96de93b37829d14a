package io.slipway.deploy.domain.decide;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** What the passing of time leads to. */
final class Deadlines {
    private final Draft<ApplicationState, DeployEvent> draft;

    Deadlines(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    Decision<DeployEvent> decide() {
        List<String> due = draft.state()
                .deployments()
                .filter(deployment -> deployment.nextDeadline().map(this::has).orElse(false))
                .map(Deployment::id)
                .toList();
        due.forEach(this::fire);
        SoakedPromotions.due(draft).forEach(lane -> new SoakedPromotions(draft).promote(lane));
        return draft.accepted(null);
    }

    private void fire(String id) {
        if (new Holds(draft).due(id)) {
            return;
        }
        Deployment deployment = draft.state().deployment(id).orElseThrow();
        deployment.current().ifPresent(step -> fire(deployment, step));
    }

    private void fire(Deployment deployment, Step step) {
        if (step.status() == StepStatus.RETRYING) {
            if (passed(step.retryAt()) && !deployment.isPaused()) {
                new Steps(draft, deployment).start(step);
            }
        } else if (step.isTask()) {
            fireTask(deployment, step);
        } else if (passed(step.deadline())) {
            fireWaiting(deployment, step);
        }
    }

    private void fireTask(Deployment deployment, Step step) {
        if (passed(step.deadline())) {
            new Failure(draft).attemptFailed(deployment, step, why(step), true);
        } else if (passed(step.leaseUntil())) {
            new Steps(draft, deployment).handOutAgain(step, step.worker() + " fell silent");
        } else if (passed(step.pickUpUntil())) {
            new Steps(draft, deployment).handOutAgain(step, "no worker took the task");
        }
    }

    private static String why(Step step) {
        return step.worker() == null
                ? "no worker has taken the task in the time it had; is one running that knows this kind of work?"
                : "it took longer than allowed";
    }

    private void fireWaiting(Deployment deployment, Step step) {
        Steps steps = new Steps(draft, deployment);
        if (step.plan().action() instanceof StepAction.AwaitApproval) {
            steps.failed(step, "nobody answered in time", null);
            new Transitions(draft, deployment.id()).rejected("the approval expired without an answer");
        } else if (step.plan().action() instanceof StepAction.RestoreConfig) {
            new Configurations(draft).kept(deployment, step, "the config-service did not answer in time");
        } else {
            steps.succeeded(step, "", null);
        }
        new Advance(draft).advance(deployment.id());
    }

    private boolean passed(@Nullable Instant time) {
        return time != null && has(time);
    }

    private boolean has(Instant come) {
        return !come.isAfter(draft.now());
    }
}
