package io.slipway.deploy.domain.decide;

import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;

/** A person takes for good what had too little data to tell. What was found bad stays bad. */
final class Acceptances {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final Context context;

    Acceptances(Draft<ApplicationState, DeployEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<DeployEvent> accept(DeployCommand.Accept command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> accept(deployment, command.reason());
        };
    }

    private Decision<DeployEvent> accept(Deployment deployment, String reason) {
        if (reason.isBlank()) {
            return Decision.refused(
                    Refusal.Code.INVALID, "say why " + deployment.id() + " is good enough, for the record");
        }
        Optional<Step> open = deployment.current().filter(Step::isInconclusive);
        if (open.isEmpty()) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    deployment.id() + " has nothing to accept: it does not wait because there was too little data");
        }
        Step step = open.get();
        Steps steps = new Steps(draft, deployment);
        steps.accepted(step, context.actor(), reason);
        steps.succeeded(
                step, "accepted by " + context.actor() + ": " + reason + " (" + step.message() + ")", step.output());
        if (deployment.isPaused()) {
            steps.resumed(context.actor());
        }
        new Advance(draft).advance(deployment.id());
        return draft.accepted(deployment.id());
    }
}
