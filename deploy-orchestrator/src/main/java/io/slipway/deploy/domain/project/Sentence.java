package io.slipway.deploy.domain.project;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.view.ApprovalView;

/** The one sentence that says what is going on with a deployment, or how it ended and why. */
final class Sentence {
    private Sentence() {}

    static String of(Deployment deployment, int queuePosition, @Nullable ApprovalView approval) {
        String why = deployment.message();
        return switch (deployment.state()) {
            case REQUESTED -> "asked for";
            case QUEUED ->
                deployment.isHeld()
                        ? why
                        : queuePosition == 1
                                ? "waits for the deployment that holds " + deployment.environment()
                                : "number " + queuePosition + " in the queue of " + deployment.environment();
            case GATES, BUILDING, AWAITING_APPROVAL, ROLLING_OUT, VERIFYING, PROMOTING ->
                why.isEmpty() ? current(deployment, approval) : why;
            case ROLLING_BACK -> "goes back to " + before(deployment) + ": " + why;
            case SUCCEEDED -> deployment.version() + " serves " + deployment.environment();
            case ROLLED_BACK -> "went back to " + before(deployment) + ": " + why;
            case FAILED, CANCELLED, SUPERSEDED, REJECTED -> why;
        };
    }

    /** Who they have to come from, where not just anybody may. */
    private static String from(ApprovalView approval) {
        String groups = approval.groups().stream()
                .filter(group -> group.missing() > 0 && !group.mayApprove().isEmpty())
                .map(group -> group.missing() + " of " + String.join(", ", group.mayApprove()))
                .collect(Collectors.joining(" and "));
        return groups.isEmpty() ? "" : ", from " + groups;
    }

    private static String before(Deployment deployment) {
        Release stable = deployment.stable();
        return stable == null ? "nothing, there is no previous release" : stable.version();
    }

    private static String current(Deployment deployment, @Nullable ApprovalView approval) {
        return deployment.current().map(step -> current(step, approval)).orElse("");
    }

    private static String current(Step step, @Nullable ApprovalView approval) {
        if (step.plan().action() instanceof StepAction.AwaitApproval && approval != null) {
            int missing = approval.groups().stream()
                    .mapToInt(ApprovalView.Group::missing)
                    .sum();
            return "waits for " + missing + (missing == 1 ? " approval" : " approvals") + " until " + step.deadline()
                    + from(approval);
        }
        return switch (step.status()) {
            case RETRYING -> step.plan().title() + " failed and is tried again: " + step.message();
            case PENDING, RUNNING, SUCCEEDED, FAILED, SKIPPED ->
                step.message().isEmpty() ? step.plan().title() : step.plan().title() + ": " + step.message();
        };
    }
}
