package io.slipway.configservice.domain.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.EnvironmentPolicy;

/**
 * What an environment has.
 *
 * @param current what all instances get that no rollout has reached; null when nothing was put there
 * @param policy what the present revision declares of it; null when nothing was put there
 * @param earlier what it had before, newest first, without {@link #current}
 * @param rollout the one that waits or runs
 * @param rollouts how many there were, which numbers the next
 */
public record Environment(
        String name,
        @Nullable String current,
        @Nullable EnvironmentPolicy policy,
        List<String> earlier,
        @Nullable Rollout rollout,
        int rollouts) {
    private static final int REMEMBERED = 50;

    public Environment {
        earlier = List.copyOf(earlier);
    }

    /** One that nothing was put into. */
    public static Environment empty(String name) {
        return new Environment(name, null, null, List.of(), null, 0);
    }

    /** The one that waits or runs. */
    public Optional<Rollout> running() {
        return Optional.ofNullable(rollout);
    }

    /** The same with a rollout that waits or runs, or with none. */
    public Environment with(@Nullable Rollout next) {
        int count = next != null && rollout == null ? rollouts + 1 : rollouts;
        return new Environment(name, current, policy, earlier, next, count);
    }

    /**
     * The same with a revision that everybody has; its rollout is over.
     *
     * @param declared what the revision declares; null leaves what there was
     */
    public Environment completed(String revision, @Nullable EnvironmentPolicy declared) {
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
                rollouts);
    }
}
