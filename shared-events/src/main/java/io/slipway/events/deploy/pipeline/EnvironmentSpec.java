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
 * @param promoteAfter how long a success here has to serve before it goes on by itself; null means not at all
 * @param breakGlass roles whose members may deploy although the environment is closed; never null once read
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
        @Nullable QueueSpec queue,
        @Nullable Duration promoteAfter,
        @Nullable List<String> breakGlass) {

    public EnvironmentSpec {
        breakGlass = breakGlass == null ? List.of() : List.copyOf(breakGlass);
        gates = List.copyOf(gates);
        freeze = List.copyOf(freeze);
        queue = queue == null ? QueueSpec.DEFAULT : queue;
    }

    /** How a success here reaches the next environment. */
    public enum Promotion {
        /** The very artifact is deployed there by itself: at once, or once it has served for {@code promoteAfter}. */
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
     * People have to agree: enough of each group, where there are groups, and otherwise enough of one group, which
     * {@code required}, {@code approvers} and {@code roles} describe.
     *
     * @param approvers people who may agree; with no roles either it means anybody
     * @param expires without an answer in this time it counts as rejected
     * @param roles whose members may agree
     * @param groups of which each has to agree
     * @param excludeRequester whether who asked for the deployment may not agree to it; null means true
     */
    public record ApprovalSpec(
            int required,
            List<String> approvers,
            Duration expires,
            @Nullable List<String> roles,
            @Nullable List<ApprovalGroup> groups,
            @Nullable Boolean excludeRequester) {
        public ApprovalSpec {
            approvers = List.copyOf(approvers);
            roles = roles == null ? null : List.copyOf(roles);
            groups = groups == null ? null : List.copyOf(groups);
        }

        /** So many of these people, or of anybody. */
        public ApprovalSpec(int required, List<String> approvers, Duration expires) {
            this(required, approvers, expires, null, null, null);
        }

        /** The groups of which each has to agree: at least one. */
        public List<ApprovalGroup> everyGroup() {
            return groups == null || groups.isEmpty()
                    ? List.of(new ApprovalGroup("approvers", required, approvers, roles == null ? List.of() : roles))
                    : groups;
        }

        /** Whether who asked for the deployment may not agree to it. */
        public boolean withoutRequester() {
            return excludeRequester == null || excludeRequester;
        }
    }
}
