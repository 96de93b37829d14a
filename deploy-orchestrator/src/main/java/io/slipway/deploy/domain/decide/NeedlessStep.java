package io.slipway.deploy.domain.decide;

import java.util.Optional;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;

/** Tells the steps that make no sense without a release before: there is nobody to share traffic with, nor to retire. */
final class NeedlessStep {
    private NeedlessStep() {}

    static Optional<String> reason(Deployment deployment, Step step) {
        DeploymentState phase = step.plan().phase();
        return switch (step.plan().action()) {
            case StepAction.Converge(var service, int stable, int candidate, int weight) -> {
                if (hasReleaseBefore(deployment, service) || phase == DeploymentState.ROLLING_BACK) {
                    yield Optional.empty();
                }
                // What shall be taken away may be there without being of a release: a deployment can have left it
                // behind.
                boolean needless = phase == DeploymentState.PROMOTING ? candidate > 0 : weight < 100;
                yield needless ? Optional.of("there is no previous release") : Optional.empty();
            }
            case StepAction.Pause ignored
            when deployment.stable() == null -> Optional.of("there is no previous release");
            case StepAction.Analyze(var service, var thresholds)
            when !hasReleaseBefore(deployment, service) ->
                Optional.of("there is no previous release to share traffic with");
            case StepAction.Pause ignored -> Optional.empty();
            case StepAction.Analyze ignored -> Optional.empty();
            case StepAction.EvaluateGate ignored -> Optional.empty();
            case StepAction.Build ignored -> Optional.empty();
            case StepAction.AwaitApproval ignored -> Optional.empty();
            case StepAction.Verify ignored -> Optional.empty();
            case StepAction.RestoreConfig ignored -> Optional.empty();
            case StepAction.Promote ignored -> Optional.empty();
        };
    }

    private static boolean hasReleaseBefore(Deployment deployment, String service) {
        Release stable = deployment.stable();
        return stable != null && stable.has(service);
    }
}
