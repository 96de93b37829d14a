package io.slipway.configservice.domain.decide;

import java.time.Duration;
import java.time.Instant;

import io.slipway.configservice.domain.state.Rollout;

/** How long a rollout waits for people. */
final class Approvals {
    private static final Duration PATIENCE = Duration.ofHours(24);

    private Approvals() {}

    static Instant expiry(Rollout rollout) {
        return rollout.since().plus(PATIENCE);
    }
}
