package io.slipway.deploy.domain.decide;

import java.util.Optional;
import java.util.stream.Collectors;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** A person steps in. */
final class Intervention {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final Context context;

    Intervention(Draft<ApplicationState, DeployEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<DeployEvent> cancel(DeployCommand.Cancel command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> {
                if (deployment.state() == DeploymentState.PROMOTING
                        || deployment.state() == DeploymentState.ROLLING_BACK) {
                    yield conflict(
                            deployment,
                            "cannot be cancelled any more, it is " + Addressed.words(deployment.state())
                                    + "; let it end, then roll back if need be");
                }
                String reason =
                        "cancelled by " + context.actor() + (command.reason() == null ? "" : ": " + command.reason());
                new Failure(draft).giveUp(deployment, reason, DeploymentState.CANCELLED, context.actor());
                new Advance(draft).advance(deployment.id());
                yield draft.accepted(deployment.id());
            }
        };
    }

    Decision<DeployEvent> pause(DeployCommand.Pause command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> {
                // One that goes on by itself can be made to wait for a person.
                if (deployment.isPaused() && !deployment.isHeld()) {
                    yield conflict(deployment, "is paused already, by " + deployment.pausedBy());
                }
                if (!deployment.state().holdsEnvironment() || deployment.state() == DeploymentState.ROLLING_BACK) {
                    yield conflict(deployment, "cannot be paused, it is " + Addressed.words(deployment.state()));
                }
                String reason =
                        "paused by " + context.actor() + (command.reason() == null ? "" : ": " + command.reason());
                new Steps(draft, deployment).paused(context.actor(), reason);
                yield draft.accepted(deployment.id());
            }
        };
    }

    Decision<DeployEvent> resume(DeployCommand.Resume command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> {
                if (!deployment.isPaused()) {
                    yield conflict(deployment, "is not paused");
                }
                Optional<String> closed = closed(deployment);
                if (closed.isPresent()) {
                    yield conflict(deployment, closed.get());
                }
                Steps steps = new Steps(draft, deployment);
                steps.resumed(context.actor());
                deployment
                        .current()
                        .filter(step -> step.status() == StepStatus.FAILED)
                        .ifPresent(steps::start);
                new Advance(draft).advance(deployment.id());
                yield draft.accepted(deployment.id());
            }
        };
    }

    Decision<DeployEvent> retry(DeployCommand.RetryStep command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> {
                if (deployment.step(command.step()).isEmpty()) {
                    yield Decision.refused(
                            Refusal.Code.NOT_FOUND,
                            deployment.id() + " has no step " + command.step() + "; it has "
                                    + deployment.steps().stream().map(Step::id).collect(Collectors.joining(", ")));
                }
                Optional<Step> current =
                        deployment.current().filter(step -> step.id().equals(command.step()) && step.isTask());
                if (current.isEmpty()) {
                    yield conflict(
                            deployment,
                            "cannot try " + command.step() + " again now; its step is "
                                    + deployment.current().map(Step::id).orElse("none"));
                }
                Optional<String> closed = closed(deployment);
                if (closed.isPresent()) {
                    yield conflict(deployment, closed.get());
                }
                retry(deployment, current.get());
                yield draft.accepted(deployment.id());
            }
        };
    }

    private void retry(Deployment deployment, Step step) {
        Steps steps = new Steps(draft, deployment);
        if (deployment.isPaused()) {
            steps.resumed(context.actor());
        }
        if (step.isRunning()) {
            steps.failed(step, "given up by " + context.actor() + ", who tries it again", draft.now());
        }
        steps.start(deployment(deployment.id()).step(step.id()).orElseThrow());
    }

    private Optional<String> closed(Deployment deployment) {
        Optional<String> why = new Holds(draft)
                .keepsStill(deployment)
                .map(closure -> closure.why())
                .or(() -> deployment.isHeld() ? Optional.of(deployment.message()) : Optional.empty());
        return why.map(words -> "cannot go on: " + words + "; break the glass if it cannot wait");
    }

    private Deployment deployment(String id) {
        return draft.state().deployment(id).orElseThrow();
    }

    private static Decision<DeployEvent> conflict(Deployment deployment, String rest) {
        return Decision.refused(Refusal.Code.CONFLICT, deployment.id() + " " + rest);
    }
}
