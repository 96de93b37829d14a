package io.slipway.deploy.domain.decide;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.kit.aggregate.Draft;

/** Moves one deployment along the transition table, and nowhere else. */
final class Transitions {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final String id;

    Transitions(Draft<ApplicationState, DeployEvent> draft, String id) {
        this.draft = draft;
        this.id = id;
    }

    void queued() {
        emit(new DeploymentTransition.Queued(app(), env(), id, version(), from()));
    }

    /** Into the state that a phase of the plan is. */
    void enter(DeploymentState phase) {
        emit(
                switch (phase) {
                    case GATES -> new DeploymentTransition.GatesStarted(app(), env(), id, version(), from());
                    case BUILDING -> new DeploymentTransition.BuildStarted(app(), env(), id, version(), from());
                    case AWAITING_APPROVAL ->
                        new DeploymentTransition.ApprovalRequested(app(), env(), id, version(), from());
                    case ROLLING_OUT -> new DeploymentTransition.RolloutStarted(app(), env(), id, version(), from());
                    case VERIFYING -> new DeploymentTransition.VerificationStarted(app(), env(), id, version(), from());
                    case PROMOTING -> new DeploymentTransition.PromotionStarted(app(), env(), id, version(), from());
                    case REQUESTED,
                            QUEUED,
                            ROLLING_BACK,
                            SUCCEEDED,
                            ROLLED_BACK,
                            FAILED,
                            CANCELLED,
                            SUPERSEDED,
                            REJECTED -> throw new IllegalStateException(phase + " is no phase of a plan");
                });
    }

    void succeeded() {
        emit(new DeploymentTransition.Succeeded(app(), env(), id, version(), from()));
    }

    void failed(String reason) {
        emit(new DeploymentTransition.Failed(app(), env(), id, version(), from(), reason));
    }

    void rejected(String reason) {
        rejected(reason, null);
    }

    /** @param by who did, where a person did */
    void rejected(String reason, @Nullable String by) {
        emit(new DeploymentTransition.Rejected(app(), env(), id, version(), from(), reason, by));
    }

    /** @param by who did, where a person did */
    void cancelled(String reason, @Nullable String by) {
        emit(new DeploymentTransition.Cancelled(app(), env(), id, version(), from(), reason, by));
    }

    /**
     * @param supersededBy the newer deployment it gives way to, where it does
     * @param by who wanted it, where a person did
     */
    void rollingBack(
            String reason,
            List<PlannedStep> plan,
            DeploymentState outcome,
            @Nullable String supersededBy,
            @Nullable String by) {
        emit(new DeploymentTransition.RollbackStarted(
                app(), env(), id, version(), from(), reason, plan, outcome, supersededBy, by));
    }

    void rolledBack(String reason) {
        emit(new DeploymentTransition.RolledBack(app(), env(), id, version(), from(), reason));
    }

    void superseded(String reason, String by) {
        emit(new DeploymentTransition.Superseded(app(), env(), id, version(), from(), reason, by));
    }

    private void emit(DeploymentTransition transition) {
        if (!transition.from().canBecome(transition.to())) {
            throw new IllegalStateException(id + " cannot go from " + transition.from() + " to " + transition.to());
        }
        draft.emit(transition);
    }

    private Deployment deployment() {
        return draft.state().deployment(id).orElseThrow();
    }

    private String app() {
        return deployment().request().application();
    }

    private String env() {
        return deployment().environment();
    }

    private String version() {
        return deployment().version();
    }

    private DeploymentState from() {
        return deployment().state();
    }
}
