package io.slipway.deploy.domain.project;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepView;

/** A deployment as the API shows it. */
final class DeploymentDocument {
    private DeploymentDocument() {}

    static DeploymentView of(Deployment deployment, int queuePosition, long revision) {
        Deployment.Request request = deployment.request();
        return new DeploymentView(
                deployment.id(),
                revision,
                request.application(),
                deployment.environment(),
                request.number(),
                deployment.version(),
                deployment.state(),
                deployment.isPaused(),
                message(deployment, queuePosition),
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
                deployment.steps().stream().map(DeploymentDocument::step).toList());
    }

    /** The one sentence that says what is going on, or how it ended and why. */
    private static String message(Deployment deployment, int queuePosition) {
        if (!deployment.message().isEmpty()) {
            return deployment.message();
        }
        return switch (deployment.state()) {
            case REQUESTED -> "asked for";
            case QUEUED ->
                queuePosition == 1
                        ? "waits for the deployment that holds " + deployment.environment()
                        : "number " + queuePosition + " in the queue of " + deployment.environment();
            case AWAITING_APPROVAL -> "waits for somebody to approve";
            case SUCCEEDED -> deployment.version() + " serves " + deployment.environment();
            case GATES, BUILDING, ROLLING_OUT, VERIFYING, PROMOTING, ROLLING_BACK ->
                deployment.current().map(step -> step.plan().title()).orElse("");
            case ROLLED_BACK, FAILED, CANCELLED, SUPERSEDED, REJECTED -> "";
        };
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
                step.output());
    }
}
