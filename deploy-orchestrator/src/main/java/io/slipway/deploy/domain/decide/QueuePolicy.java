package io.slipway.deploy.domain.decide;

import java.util.Optional;

import io.slipway.deploy.domain.state.Lane;

/** What a request does when its environment is taken. */
enum QueuePolicy {
    /** It waits behind those that came before it, and none is lost. */
    QUEUE;

    private static final int MAX_WAITING = 50;

    /** Why there is no room for another one. */
    Optional<String> refuses(Lane lane) {
        return lane.queue().size() < MAX_WAITING
                ? Optional.empty()
                : Optional.of(MAX_WAITING + " deployments wait for " + lane.environment()
                        + " already; cancel some, or ask again when they are done");
    }
}
