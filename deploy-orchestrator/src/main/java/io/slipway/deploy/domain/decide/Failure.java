package io.slipway.deploy.domain.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.plan.Planner;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Draft;

import tools.jackson.databind.JsonNode;

/** What follows when a step fails: another attempt, a person, or the way back. */
final class Failure {
    /** A way back is tried longer than a way forward. */
    private static final int ROLLBACK_ATTEMPTS = 5;

    private static final int MAX_DOUBLINGS = 8;

    private final Draft<ApplicationState, DeployEvent> draft;

    Failure(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    /** An attempt failed; whether there is another is the retry policy's to say. */
    void attemptFailed(Deployment deployment, Step step, String reason, boolean retryable) {
        EnvironmentSpec.RetrySpec retry = deployment.request().settings().retry();
        boolean back = deployment.state() == DeploymentState.ROLLING_BACK;
        int attempts = back ? Math.max(ROLLBACK_ATTEMPTS, retry.attempts()) : retry.attempts();
        if (retryable && step.failures() + 1 < attempts) {
            Duration wait = retry.backoff().multipliedBy(1L << Math.min(step.failures(), MAX_DOUBLINGS));
            Instant at = draft.now().plus(wait);
            new Steps(draft, deployment).failed(step, reason, at);
        } else {
            forGood(deployment, step, reason);
        }
    }

    /** The step failed and is not tried again by itself. */
    void forGood(Deployment deployment, Step step, String reason) {
        forGood(deployment, step, reason, null);
    }

    /** @param output what was found all the same */
    void forGood(Deployment deployment, Step step, String reason, @Nullable JsonNode output) {
        Steps steps = new Steps(draft, deployment);
        steps.failed(step, reason, null, output);
        String sentence = step.plan().title() + " failed: " + reason;
        boolean pauses = deployment.request().settings().onFailure() == EnvironmentSpec.OnFailure.PAUSE;
        if (deployment.state() == DeploymentState.ROLLING_BACK) {
            new Transitions(draft, deployment.id()).failed("the way back failed too: " + sentence);
            if (deployment.outcome() == DeploymentState.ROLLED_BACK) {
                new TakenBack(draft).byItself(deployment);
            }
        } else if (pauses) {
            steps.paused("slipway", sentence);
        } else {
            giveUp(deployment, sentence, DeploymentState.ROLLED_BACK, null);
        }
        new Advance(draft).advance(deployment.id());
    }

    /**
     * Ends a deployment, by the way back where it has touched its environment.
     *
     * @param outcome how it ends after the way back: rolled back or cancelled
     * @param by who wanted it, where a person did
     */
    void giveUp(Deployment deployment, String reason, DeploymentState outcome, @Nullable String by) {
        Transitions transitions = new Transitions(draft, deployment.id());
        if (deployment.hasTouchedEnvironment()) {
            transitions.rollingBack(reason, wayBack(deployment), outcome, null, by);
        } else if (outcome == DeploymentState.CANCELLED) {
            transitions.cancelled(reason, by);
        } else {
            transitions.failed(reason);
        }
    }

    /** Ends a deployment that gives way to a newer one, by the way back where it has touched its environment. */
    void supersede(Deployment deployment, String reason, String newer) {
        Transitions transitions = new Transitions(draft, deployment.id());
        if (deployment.hasTouchedEnvironment()) {
            transitions.rollingBack(reason, wayBack(deployment), DeploymentState.SUPERSEDED, newer, null);
        } else {
            transitions.superseded(reason, newer);
        }
    }

    private static List<PlannedStep> wayBack(Deployment deployment) {
        List<String> touched = deployment.steps().stream()
                .filter(step -> step.attempt() > 0)
                .map(step -> step.plan().action())
                .filter(StepAction.Converge.class::isInstance)
                .map(action -> ((StepAction.Converge) action).service())
                .distinct()
                .toList();
        Release stable = deployment.stable();
        return Planner.takeBack(
                deployment.request().settings(),
                touched,
                stable == null ? null : stable.version(),
                Configurations.undoing(deployment),
                deployment.steps().size());
    }
}
