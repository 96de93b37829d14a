package io.slipway.deploy.domain.project;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.DeploymentSpec;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.view.ApprovalView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.HoldView;
import io.slipway.events.deploy.view.StepView;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.approval.Quorum;

/** A deployment as the API shows it. */
final class DeploymentDocument {
    private DeploymentDocument() {}

    static DeploymentView of(Deployment deployment, int queuePosition, long revision, Directory directory) {
        DeploymentSpec request = deployment.request();
        ApprovalView approval = approval(deployment, directory);
        return new DeploymentView(
                deployment.id(),
                revision,
                request.application(),
                deployment.environment(),
                request.number(),
                deployment.version(),
                deployment.state(),
                deployment.isPaused(),
                Sentence.of(deployment, queuePosition, approval),
                queuePosition,
                request.requestedBy(),
                request.requestedAt(),
                deployment.finishedAt(),
                request.reason(),
                request.correlationId(),
                request.chainId(),
                request.pipelineRevision(),
                request.rollbackOf(),
                request.rollbackTo(),
                request.promotedFrom(),
                deployment.promotedTo(),
                deployment.supersededBy(),
                request.source(),
                deployment.artifacts(),
                deployment.weights(),
                deployment.steps().stream().map(DeploymentDocument::step).toList(),
                deployment.transitions(),
                request.annotations(),
                approval,
                hold(deployment),
                deployment.configRevision());
    }

    private static @Nullable HoldView hold(Deployment deployment) {
        return deployment.closing().heldBy() == null
                ? null
                : new HoldView(
                        deployment.closing().heldBy(), deployment.closing().until());
    }

    private static @Nullable ApprovalView approval(Deployment deployment, Directory directory) {
        return deployment.steps().stream()
                .map(step -> step.plan().action())
                .filter(StepAction.AwaitApproval.class::isInstance)
                .map(action -> ((StepAction.AwaitApproval) action).approval())
                .map(policy ->
                        new Quorum(policy, directory, deployment.request().requestedBy()).view(deployment.approvers()))
                .findFirst()
                .orElse(null);
    }

    private static StepView step(Step step) {
        return new StepView(
                step.id(),
                step.plan().phase(),
                step.plan().title(),
                step.plan().action(),
                step.status(),
                step.attempt(),
                step.startedAt(),
                step.finishedAt(),
                step.retryAt() == null ? step.deadline() : step.retryAt(),
                step.worker(),
                step.message(),
                step.percent(),
                step.output(),
                step.acceptance());
    }
}
