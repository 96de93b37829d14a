package io.slipway.deploy.domain.decide;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;
import io.slipway.kit.approval.Quorum;

/** People agree to a deployment, or refuse it. */
final class Approval {
    private final Draft<ApplicationState, DeployEvent> draft;
    private final Context context;

    Approval(Draft<ApplicationState, DeployEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<DeployEvent> approve(DeployCommand.Approve command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> approve(deployment, command.comment());
        };
    }

    Decision<DeployEvent> reject(DeployCommand.Reject command) {
        return switch (Addressed.in(draft.state(), command.deploymentId())) {
            case Addressed.Gone gone -> gone.refused();
            case Addressed.Live(var deployment) -> reject(deployment, command.comment());
        };
    }

    private Decision<DeployEvent> approve(Deployment deployment, @Nullable String comment) {
        Optional<Step> waiting = waiting(deployment);
        if (waiting.isEmpty()) {
            return notWaiting(deployment);
        }
        ApprovalSpec policy = ((StepAction.AwaitApproval) waiting.get().plan().action()).approval();
        Quorum quorum =
                new Quorum(policy, draft.directory(), deployment.request().requestedBy());
        if (!quorum.mayApprove(context.actor())) {
            return forbidden(quorum, deployment);
        }
        if (has(deployment, Directory.principal(context.actor()))) {
            return Decision.refused(
                    Refusal.Code.CONFLICT, context.actor() + " has approved " + deployment.id() + " already");
        }
        draft.emit(new DeploymentEvent.ApprovalGiven(
                deployment.request().application(),
                deployment.environment(),
                deployment.id(),
                context.actor(),
                comment));
        Deployment agreed = draft.state().deployment(deployment.id()).orElseThrow();
        if (quorum.isMet(agreed.approvers())) {
            new Steps(draft, deployment).succeeded(waiting.get(), "approved by " + context.actor(), null);
            new Advance(draft).advance(deployment.id());
        }
        return draft.accepted(deployment.id());
    }

    private Decision<DeployEvent> reject(Deployment deployment, @Nullable String comment) {
        Optional<Step> waiting = waiting(deployment);
        if (waiting.isEmpty()) {
            return notWaiting(deployment);
        }
        ApprovalSpec policy = ((StepAction.AwaitApproval) waiting.get().plan().action()).approval();
        Quorum quorum =
                new Quorum(policy, draft.directory(), deployment.request().requestedBy());
        if (!quorum.mayApprove(context.actor())) {
            return forbidden(quorum, deployment);
        }
        String reason = "rejected by " + context.actor() + (comment == null ? "" : ": " + comment);
        new Steps(draft, deployment).failed(waiting.get(), reason, null);
        new Transitions(draft, deployment.id()).rejected(reason, context.actor());
        new Advance(draft).advance(deployment.id());
        return draft.accepted(deployment.id());
    }

    private Decision<DeployEvent> forbidden(Quorum quorum, Deployment deployment) {
        return Decision.refused(Refusal.Code.FORBIDDEN, deployment.id() + ": " + quorum.refusal(context.actor()));
    }

    private static boolean has(Deployment deployment, String principal) {
        return deployment.approvers().stream().map(Directory::principal).anyMatch(principal::equals);
    }

    private static Optional<Step> waiting(Deployment deployment) {
        return deployment
                .current()
                .filter(step -> step.isRunning() && step.plan().action() instanceof StepAction.AwaitApproval);
    }

    private static Decision<DeployEvent> notWaiting(Deployment deployment) {
        return Decision.refused(
                Refusal.Code.CONFLICT,
                deployment.id() + " does not wait for an approval, it is " + Addressed.words(deployment.state()));
    }
}
