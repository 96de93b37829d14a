package io.slipway.events.deploy.view;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.pipeline.QueueSpec;

/**
 * What a deploy request would do, found without doing any of it.
 *
 * @param steps in order
 * @param gates what each gate says now; a gate that has to look outside is asked at the time of the deployment
 * @param rejected whether a gate would refuse it now
 * @param ahead deployments that would go first, unless the queue's policy makes this one take their place
 * @param queue the policy of the environment's queue
 * @param changes what would be different; null from a Slipway that does not tell
 */
public record PlanView(
        String application,
        String environment,
        String version,
        List<PlannedStep> steps,
        List<GatePreview> gates,
        boolean rejected,
        List<String> ahead,
        @Nullable QueueSpec queue,
        @Nullable ChangesView changes) {

    public PlanView {
        steps = List.copyOf(steps);
        gates = List.copyOf(gates);
        ahead = List.copyOf(ahead);
    }

    /** @param verdict what the gate says, or that it is asked later */
    public record GatePreview(String name, Verdict verdict, String detail) {}

    /** What a gate says of a plan. */
    public enum Verdict {
        HOLDS,
        REFUSES,
        /** It has to look outside, at the time of the deployment. */
        ASKED_LATER
    }
}
