package io.slipway.deploy.domain.project;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.StepAction;

/** The one sentence that says what is going on with a deployment, or how it ended and why. */
final class Sentence {
    private Sentence() {}

    static String of(Deployment deployment, int queuePosition) {
        String why = deployment.message();
        return switch (deployment.state()) {
            case REQUESTED -> "asked for";
            case QUEUED ->
                queuePosition == 1
                        ? "waits for the deployment that holds " + deployment.environment()
                        : "number " + queuePosition + " in the queue of " + deployment.environment();
            case GATES, BUILDING, AWAITING_APPROVAL, ROLLING_OUT, VERIFYING, PROMOTING ->
                why.isEmpty() ? current(deployment) : why;
            case ROLLING_BACK -> "goes back to " + before(deployment) + ": " + why;
            case SUCCEEDED -> deployment.version() + " serves " + deployment.environment();
            case ROLLED_BACK -> "went back to " + before(deployment) + ": " + why;
            case FAILED, CANCELLED, SUPERSEDED, REJECTED -> why;
        };
    }

    private static String before(Deployment deployment) {
        Release stable = deployment.stable();
        return stable == null ? "nothing, there is no previous release" : stable.version();
    }

    private static String current(Deployment deployment) {
        return deployment.current().map(step -> current(deployment, step)).orElse("");
    }

    private static String current(Deployment deployment, Step step) {
        if (step.plan().action() instanceof StepAction.AwaitApproval(var approval)) {
            int missing = approval.required() - deployment.approvers().size();
            return "waits for " + missing + (missing == 1 ? " approval" : " approvals") + " until " + step.deadline();
        }
        return switch (step.status()) {
            case RETRYING -> step.plan().title() + " failed and is tried again: " + step.message();
            case PENDING, RUNNING, SUCCEEDED, FAILED, SKIPPED ->
                step.message().isEmpty() ? step.plan().title() : step.plan().title() + ": " + step.message();
        };
    }
}
