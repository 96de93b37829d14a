package io.slipway.deploy.domain.decide;

import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Lane;

/** What a request does when its environment is taken. */
enum QueuePolicy {
    /** It waits behind those that came before it, and none is lost. */
    QUEUE;

    private static final int MAX_WAITING = 50;
    /** Steps an application may have before it: its state is read and written as a whole, in one record. */
    private static final int MAX_STEPS = 1000;

    /** Why there is no room for another one. */
    Optional<String> refuses(ApplicationState state, Lane lane) {
        int steps = state.deployments()
                .filter(deployment -> !deployment.state().terminal())
                .mapToInt(deployment -> deployment.steps().size())
                .sum();
        int waiting = lane.queue().size();
        return waiting < MAX_WAITING && steps < MAX_STEPS
                ? Optional.empty()
                : Optional.of(waiting + " deployments wait for " + lane.environment() + " already, and " + state.name()
                        + " has " + steps + " steps before it; cancel some, or ask again when they are done");
    }
}
