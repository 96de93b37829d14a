package io.slipway.configservice.serve;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.RolloutView;

/** Which revision an instance gets, also while a rollout is on its way. */
public final class Assignment {
    private Assignment() {}

    /** Empty when the environment has nothing for it yet. */
    public static Optional<String> of(EnvironmentView environment, Instance instance) {
        @Nullable RolloutView rollout = environment.rollout();
        boolean reached = rollout != null
                && rollout.stages().stream().limit(rollout.reached()).anyMatch(instance::isIn);
        return reached ? Optional.of(rollout.revision()) : Optional.ofNullable(environment.current());
    }
}
