package io.slipway.deploy.domain.decide;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.ConfigObserved;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepAction.RestoreConfig;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/**
 * Which revision of the configuration runs beside the artifacts. The config-service decides what is live; a deployment
 * is pinned to it when it begins to roll out, and a rollback asks for the one that was pinned then. The way back never
 * hangs on it: without an answer it goes on with what is live, and says so.
 */
final class Configurations {
    private final Draft<ApplicationState, DeployEvent> draft;

    Configurations(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    Decision<DeployEvent> observe(DeployCommand.ObserveConfig command) {
        if (!command.revision().equals(draft.state().configs().get(command.environment()))) {
            draft.emit(new ConfigObserved(
                    draft.state().name(), command.environment(), command.revision(), command.rolloutId()));
        }
        draft.state()
                .lane(command.environment())
                .holder()
                .ifPresent(holder -> running(holder)
                        .filter(step -> wanted(step).equals(command.revision()))
                        .ifPresent(step -> restored(holder, step)));
        return draft.accepted(null);
    }

    /** What the config-service answered to an attempt; one that is over is of no matter any more. */
    Decision<DeployEvent> conclude(DeployCommand.ConcludeRestore command) {
        draft.state()
                .deployment(command.deploymentId())
                .ifPresent(deployment -> running(deployment)
                        .filter(step -> step.id().equals(command.step()) && step.attempt() == command.attempt())
                        .ifPresent(step -> {
                            if (command.refused() == null) {
                                restored(deployment, step);
                            } else {
                                kept(deployment, step, command.refused());
                            }
                        }));
        return draft.accepted(null);
    }

    /** The configuration stays as it is, and the deployment goes on. */
    void kept(Deployment deployment, Step step, String reason) {
        draft.emit(new DeploymentEvent.ConfigKept(
                draft.state().name(), deployment.environment(), deployment.id(), wanted(step), reason));
        new Steps(draft, deployment).skipped(step, "the configuration stays as it is: " + reason);
        new Advance(draft).advance(deployment.id());
    }

    /** Before a deployment changes what runs for the first time, what is live is written down as its configuration. */
    void pin(Deployment deployment, Step step) {
        if (deployment.configRevision() != null
                || deployment.state() != DeploymentState.ROLLING_OUT
                || !(step.plan().action() instanceof StepAction.Converge)) {
            return;
        }
        @Nullable
        String revision = broughtBack(deployment).orElse(draft.state().configs().get(deployment.environment()));
        if (revision != null) {
            draft.emit(new DeploymentEvent.ConfigPinned(
                    draft.state().name(), deployment.environment(), deployment.id(), revision));
        }
    }

    /** What a rollback has to ask the config-service for; null where it has to ask for nothing. */
    static @Nullable RestoreConfig wayBack(ApplicationState state, String environment, Release target) {
        @Nullable String live = state.configs().get(environment);
        @Nullable String then = target.configRevision();
        return live == null || then == null || live.equals(then) ? null : new RestoreConfig(then, live);
    }

    /** The revision that was live before a deployment brought another one back; what its own way back asks for. */
    static @Nullable RestoreConfig undoing(Deployment deployment) {
        return deployment.steps().stream()
                .filter(step -> step.status() == StepStatus.SUCCEEDED)
                .map(step -> step.plan().action())
                .filter(RestoreConfig.class::isInstance)
                .map(action -> ((RestoreConfig) action).previous())
                .filter(previous -> previous != null)
                .map(previous -> new RestoreConfig(previous, null))
                .findFirst()
                .orElse(null);
    }

    private void restored(Deployment deployment, Step step) {
        new Steps(draft, deployment).succeeded(step, "", null);
        new Advance(draft).advance(deployment.id());
    }

    private static Optional<String> broughtBack(Deployment deployment) {
        return deployment.steps().stream()
                .filter(step -> step.status() == StepStatus.SUCCEEDED)
                .map(step -> step.plan().action())
                .filter(RestoreConfig.class::isInstance)
                .map(action -> ((RestoreConfig) action).revision())
                .findFirst();
    }

    /** The step that waits for the config-service. */
    private static Optional<Step> running(Deployment deployment) {
        return deployment
                .current()
                .filter(step -> step.isRunning() && step.plan().action() instanceof RestoreConfig);
    }

    private static String wanted(Step step) {
        return ((RestoreConfig) step.plan().action()).revision();
    }
}
