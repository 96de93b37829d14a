package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;

/** A person with the right role deploys although the environment is closed, and says why. Gates and approvals stay. */
final class Glass {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final Context context;

    Glass(Draft<ApplicationState, DeployEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<DeployEvent> breakFor(DeployCommand.BreakGlass command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> breakFor(deployment, command.reason());
        };
    }

    private Decision<DeployEvent> breakFor(Deployment deployment, String reason) {
        EnvironmentSpec environment = draft.state()
                .environment(deployment.environment())
                .orElse(deployment.request().settings());
        Optional<Refusal> refusal = refuses(environment, reason);
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        if (!deployment.canBeHeld()) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    deployment.id() + " needs no broken glass: "
                            + (deployment.closing().brokenBy() == null
                                    ? "nothing closes its environment to it"
                                    : deployment.closing().brokenBy() + " broke it already"));
        }
        broken(deployment, reason);
        if (deployment.isHeld()) {
            new Steps(draft, deployment).resumed(context.actor());
        }
        if (deployment.state() == DeploymentState.QUEUED) {
            new Advance(draft).startNext(deployment.environment());
        } else {
            new Advance(draft).advance(deployment.id());
        }
        return draft.accepted(deployment.id());
    }

    /** Why the actor may not break the glass of an environment; empty when they may. */
    Optional<Refusal> refuses(EnvironmentSpec environment, @Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return Optional.of(
                    Refusal.of(Refusal.Code.INVALID, "breaking the glass needs a reason: why can it not wait?"));
        }
        List<String> allowed = environment.breakGlass();
        Set<String> has = draft.directory().rolesOf(Directory.principal(context.actor()));
        return allowed.stream().anyMatch(has::contains)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Code.FORBIDDEN,
                        context.actor() + " may not break the glass of " + environment.name() + "; "
                                + (allowed.isEmpty()
                                        ? "nobody may, its breakGlass names no role"
                                        : "it takes one of the roles " + String.join(", ", allowed))));
    }

    void broken(Deployment deployment, String reason) {
        draft.emit(new DeploymentEvent.GlassBroken(
                deployment.request().application(),
                deployment.environment(),
                deployment.id(),
                context.actor(),
                reason));
    }
}
