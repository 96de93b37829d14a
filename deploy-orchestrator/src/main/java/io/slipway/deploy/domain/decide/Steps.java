package io.slipway.deploy.domain.decide;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Evolution;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Draft;

import tools.jackson.databind.JsonNode;

/** Emits what happens to the steps of one deployment. */
final class Steps {
    /** An http gate asks once; this bounds the worker, not the request. */
    private static final Duration GATE_TIMEOUT = Duration.ofMinutes(1);

    private final Draft<ApplicationState, DeployEvent> draft;
    private final String application;
    private final String environment;
    private final String id;

    Steps(Draft<ApplicationState, DeployEvent> draft, Deployment deployment) {
        this.draft = draft;
        this.application = deployment.request().application();
        this.environment = deployment.environment();
        this.id = deployment.id();
    }

    /** Begins the next attempt at a step. */
    void start(Step step) {
        draft.emit(new StepEvent.Started(
                application,
                environment,
                id,
                step.id(),
                step.attempt() + 1,
                deadline(step.plan().action())));
    }

    void claimed(Step step, String worker, Instant until) {
        draft.emit(new StepEvent.Claimed(application, environment, id, step.id(), step.attempt(), worker, until));
    }

    void renewed(Step step, Instant until) {
        draft.emit(new StepEvent.LeaseRenewed(application, environment, id, step.id(), step.attempt(), until));
    }

    /** Takes the running attempt away and begins another. */
    void handOutAgain(Step step, String reason) {
        draft.emit(new StepEvent.LeaseLost(application, environment, id, step.id(), step.attempt(), reason));
        start(step);
    }

    void progressed(Step step, String message, @Nullable Integer percent) {
        draft.emit(new StepEvent.Progressed(application, environment, id, step.id(), step.attempt(), message, percent));
    }

    void succeeded(Step step, String message, @Nullable JsonNode output) {
        draft.emit(new StepEvent.Succeeded(application, environment, id, step.id(), step.attempt(), message, output));
    }

    void failed(Step step, String reason, @Nullable Instant retryAt) {
        draft.emit(new StepEvent.Failed(application, environment, id, step.id(), step.attempt(), reason, retryAt));
    }

    void skipped(Step step, String reason) {
        draft.emit(new StepEvent.Skipped(application, environment, id, step.id(), reason));
    }

    void paused(String by, String reason) {
        draft.emit(new DeploymentEvent.Paused(application, environment, id, by, reason));
    }

    void resumed(String by) {
        draft.emit(new DeploymentEvent.Resumed(application, environment, id, by));
    }

    void gateEvaluated(String gate, boolean passed, String detail) {
        draft.emit(new DeploymentEvent.GateEvaluated(application, environment, id, gate, passed, detail));
    }

    /** How long the step's work may take. */
    static Duration timeout(StepAction action, EnvironmentSpec.Timeouts timeouts) {
        return switch (action) {
            case StepAction.Build ignored -> timeouts.build();
            case StepAction.Converge ignored -> timeouts.rollout();
            case StepAction.Analyze ignored -> timeouts.verification();
            case StepAction.Verify ignored -> timeouts.verification();
            case StepAction.EvaluateGate ignored -> GATE_TIMEOUT;
            case StepAction.AwaitApproval(var approval) -> approval.expires();
            case StepAction.Pause(var duration) -> duration;
            case StepAction.Promote ignored -> Duration.ZERO;
        };
    }

    /** Work may wait for a worker as long as the pick-up allows, then take its time. */
    private Instant deadline(StepAction action) {
        EnvironmentSpec.Timeouts timeouts =
                draft.state().deployment(id).orElseThrow().request().settings().timeouts();
        Instant end = draft.now().plus(timeout(action, timeouts));
        return Step.isTask(action) ? end.plus(Evolution.PICK_UP) : end;
    }
}
