package io.slipway.deploy.domain.decide;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Evolution;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Draft;

import tools.jackson.databind.JsonNode;

/** Emits what happens to the steps of one deployment. */
final class Steps {
    /** Characters of a worker's words that are kept: a state is read and written as a whole. */
    private static final int MAX_WORDS = 2000;

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

    /** Begins the next attempt at a step, with all the time it may take before it. */
    void start(Step step) {
        start(step, deadline(step.plan().action()));
    }

    void claimed(Step step, String worker, Instant until) {
        draft.emit(new StepEvent.Claimed(application, environment, id, step.id(), step.attempt(), worker, until));
    }

    void renewed(Step step, Instant until) {
        draft.emit(new StepEvent.LeaseRenewed(application, environment, id, step.id(), step.attempt(), until));
    }

    /** Takes the running attempt away and begins another in what is left of its time, so that it ends some day. */
    void handOutAgain(Step step, String reason) {
        draft.emit(new StepEvent.LeaseLost(application, environment, id, step.id(), step.attempt(), reason));
        start(step, step.deadline());
    }

    void progressed(Step step, String message, @Nullable Integer percent) {
        draft.emit(new StepEvent.Progressed(
                application, environment, id, step.id(), step.attempt(), bounded(message), percent));
    }

    private void start(Step step, @Nullable Instant deadline) {
        draft.emit(new StepEvent.Started(application, environment, id, step.id(), step.attempt() + 1, deadline));
    }

    void succeeded(Step step, String message, @Nullable JsonNode output) {
        draft.emit(new StepEvent.Succeeded(
                application, environment, id, step.id(), step.attempt(), bounded(message), output));
    }

    void failed(Step step, String reason, @Nullable Instant retryAt) {
        failed(step, reason, retryAt, null);
    }

    /** @param output what the attempt found all the same */
    void failed(Step step, String reason, @Nullable Instant retryAt, @Nullable JsonNode output) {
        draft.emit(new StepEvent.Failed(
                application, environment, id, step.id(), step.attempt(), bounded(reason), retryAt, output));
    }

    void accepted(Step step, String by, String reason) {
        draft.emit(
                new StepEvent.Accepted(application, environment, id, step.id(), step.attempt(), by, bounded(reason)));
    }

    void skipped(Step step, String reason) {
        draft.emit(new StepEvent.Skipped(application, environment, id, step.id(), reason));
    }

    void paused(String by, String reason) {
        draft.emit(new DeploymentEvent.Paused(application, environment, id, by, reason));
    }

    /** Pauses until what closes the environment ends. */
    void held(String by, String reason, ClosedBy heldBy, @Nullable Instant until) {
        draft.emit(new DeploymentEvent.Paused(application, environment, id, by, reason, heldBy, until));
    }

    void resumed(String by) {
        draft.emit(new DeploymentEvent.Resumed(application, environment, id, by));
    }

    void gateEvaluated(String gate, boolean passed, String detail) {
        draft.emit(new DeploymentEvent.GateEvaluated(application, environment, id, gate, passed, detail));
    }

    /** Work may wait for a worker as long as the pick-up allows, then take its time. */
    private Instant deadline(StepAction action) {
        EnvironmentSpec.Timeouts timeouts =
                draft.state().deployment(id).orElseThrow().request().settings().timeouts();
        Instant end = draft.now().plus(StepTimeout.of(action, timeouts));
        return Step.isTask(action) ? end.plus(Evolution.PICK_UP) : end;
    }

    private static String bounded(String words) {
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + " ...";
    }
}
