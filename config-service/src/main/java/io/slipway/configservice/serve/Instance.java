package io.slipway.configservice.serve;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.Reach;
import io.slipway.events.config.RolloutStage;

/**
 * Who asks.
 *
 * @param service null for what all services share
 * @param group null for an instance in no group
 * @param name by which a share of the instances is chosen; one that names itself not is among the last
 */
public record Instance(
        @Nullable String service,
        @Nullable String group,
        @Nullable String name) {

    /** Whether a stage of a rollout reaches it. */
    public boolean isIn(RolloutStage stage) {
        return Reach.of(stage, group, name);
    }
}
