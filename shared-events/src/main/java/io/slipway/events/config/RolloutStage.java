package io.slipway.events.config;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A part of an environment's instances that get a revision before the others.
 *
 * @param percent of the instances, chosen by the instance's name and the same ones each time; 100 means all
 * @param group the instance group; null for all groups
 * @param soak how long it stays there before it goes on
 */
public record RolloutStage(int percent, @Nullable String group, Duration soak) {
    public RolloutStage {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("percent is " + percent + ", expected 1 to 100");
        }
    }

    /** Everybody. */
    public static RolloutStage all() {
        return new RolloutStage(100, null, Duration.ZERO);
    }
}
