package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.ConfigEvent.RolloutEnded.Outcome;
import io.slipway.events.config.EnvironmentPolicy;

/**
 * What an environment has.
 *
 * @param current what all instances get that no rollout has reached; null when nothing was put there
 * @param policy what the present revision declares of it; null when nothing was put there
 * @param earlier what it had before, newest first, without {@link #current}
 * @param rollout the one that waits or runs
 * @param rollouts how many there were, which numbers the next
 * @param inForce how the present revision came there; null when nothing was put there
 * @param last how the last rollout ended; null when none has
 */
public record Environment(
        String name,
        @Nullable String current,
        @Nullable EnvironmentPolicy policy,
        List<String> earlier,
        @Nullable Rollout rollout,
        int rollouts,
        @Nullable InForce inForce,
        @Nullable Ended last) {
    private static final int REMEMBERED = 50;

    /**
     * How a revision came to all instances.
     *
     * @param since when they had it
     * @param approvedBy who agreed to it
     */
    public record InForce(
            String rolloutId, Instant since, String requestedBy, List<String> approvedBy, boolean rollback) {
        public InForce {
            approvedBy = List.copyOf(approvedBy);
        }
    }

    /**
     * How a rollout ended.
     *
     * @param outcome null when it reached everybody
     * @param by who ended it; null when it reached everybody
     */
    public record Ended(
            String id,
            String revision,
            @Nullable Outcome outcome,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    public Environment {
        earlier = List.copyOf(earlier);
    }

    /** One that nothing was put into. */
    public static Environment empty(String name) {
        return new Environment(name, null, null, List.of(), null, 0, null, null);
    }

    /** The one that waits or runs. */
    public Optional<Rollout> running() {
        return Optional.ofNullable(rollout);
    }

    /** The same with a rollout that waits or runs, or with none. */
    public Environment with(@Nullable Rollout next) {
        int count = next != null && rollout == null ? rollouts + 1 : rollouts;
        return new Environment(name, current, policy, earlier, next, count, inForce, last);
    }

    /** The same without its rollout, which ended without reaching everybody. */
    public Environment ended(Outcome outcome, Instant at, String by, @Nullable String reason) {
        @Nullable
        Ended ended = rollout == null ? last : new Ended(rollout.id(), rollout.revision(), outcome, at, by, reason);
        return new Environment(name, current, policy, earlier, null, rollouts, inForce, ended);
    }

    /**
     * The same with a revision that everybody has; its rollout is over.
     *
     * @param declared what the revision declares; null leaves what there was
     * @param at when
     */
    public Environment completed(String revision, @Nullable EnvironmentPolicy declared, Instant at) {
        List<String> before = new ArrayList<>(earlier);
        before.remove(revision);
        if (current != null && !current.equals(revision)) {
            before.remove(current);
            before.addFirst(current);
        }
        return new Environment(
                name,
                revision,
                declared == null ? policy : declared,
                before.stream().limit(REMEMBERED).toList(),
                null,
                rollouts,
                rollout == null ? inForce : inForce(rollout, at),
                rollout == null ? last : new Ended(rollout.id(), revision, null, at, null, null));
    }

    private static InForce inForce(Rollout rollout, Instant at) {
        return new InForce(rollout.id(), at, rollout.requestedBy(), rollout.approvedBy(), rollout.rollback());
    }
}
