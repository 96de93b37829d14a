package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One environment of an application.
 *
 * @param replicas instances of each service
 * @param verification what has to be true of the new release before it counts
 * @param promotion whether a success here starts the next environment by itself
 * @param onFailure what follows when a step fails for good
 * @param queue what a deployment does when the environment is taken; never null once read, {@link QueueSpec#DEFAULT}
 *     where nothing is said
 */
public record EnvironmentSpec(
        String name,
        TargetSpec target,
        int replicas,
        StrategySpec strategy,
        List<GateSpec> gates,
        @Nullable ApprovalSpec approval,
        VerificationSpec verification,
        List<FreezeWindow> freeze,
        Timeouts timeouts,
        RetrySpec retry,
        Promotion promotion,
        OnFailure onFailure,
        @Nullable QueueSpec queue) {

    public EnvironmentSpec {
        gates = List.copyOf(gates);
        freeze = List.copyOf(freeze);
        queue = queue == null ? QueueSpec.DEFAULT : queue;
    }

    /** How a success here reaches the next environment. */
    public enum Promotion {
        /** The very artifact is deployed there at once. */
        AUTO,
        /** Somebody asks for it. */
        MANUAL
    }

    /** What follows when a step fails for good. */
    public enum OnFailure {
        /** Traffic goes back to the previous release. */
        ROLLBACK,
        /** The deployment waits for a person to retry the step, cancel or roll back. */
        PAUSE
    }

    /**
     * Upper bounds per kind of work; a step that takes longer fails.
     *
     * @param rollout for each single step of a rollout
     */
    public record Timeouts(Duration build, Duration rollout, Duration verification) {}

    /**
     * How often a failed build or rollout step is tried.
     *
     * @param attempts in all, at least 1
     * @param backoff before the second attempt; doubles with each further one
     */
    public record RetrySpec(int attempts, Duration backoff) {}

    /**
     * A person has to agree.
     *
     * @param expires without an answer in this time it counts as rejected
     */
    public record ApprovalSpec(int required, List<String> approvers, Duration expires) {
        public ApprovalSpec {
            approvers = List.copyOf(approvers);
        }
    }
}
