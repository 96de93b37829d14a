package io.slipway.deploy.domain.state;

import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.events.deploy.StepAction;

/** Who gets how much of the traffic when a step has converged. */
public final class TrafficSplit {
    private static final int ALL = 100;

    private TrafficSplit() {}

    /** Percent by deployment id; adds up to 100, or is empty when nobody serves. */
    public static Map<String, Integer> of(Deployment deployment, StepAction.Converge converge) {
        Release stable = deployment.stable();
        boolean hasStable = stable != null && converge.stableReplicas() > 0 && stable.has(converge.service());
        Map<String, Integer> split = new LinkedHashMap<>();
        if (converge.candidateReplicas() == 0) {
            if (hasStable) {
                split.put(stable.deploymentId(), ALL);
            }
            return split;
        }
        int candidate = hasStable ? converge.candidateWeight() : ALL;
        if (hasStable && candidate < ALL) {
            split.put(stable.deploymentId(), ALL - candidate);
        }
        if (candidate > 0) {
            split.put(deployment.id(), candidate);
        }
        return split;
    }
}
