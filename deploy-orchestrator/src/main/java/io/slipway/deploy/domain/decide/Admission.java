package io.slipway.deploy.domain.decide;

import java.util.List;
import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.pipeline.QueueSpec.Policy;

/** Whether an environment takes another deployment in, or why not. */
final class Admission {
    /** A way back waits also where the pipeline lets nobody else wait. */
    private static final int MOST_WAITING = 50;
    /** Steps an application may have before it: its state is read and written as a whole, in one record. */
    private static final int MOST_STEPS = 1000;

    private Admission() {}

    static Optional<String> refuses(ApplicationState state, EnvironmentSpec environment) {
        Lane lane = state.lane(environment.name());
        QueueSpec queue = environment.queue();
        if (queue.policy() == Policy.REJECT) {
            Optional<Deployment> before =
                    lane.holder().or(() -> lane.queue().stream().findFirst());
            if (before.isPresent()) {
                return Optional.of(taken(before.get().id(), lane.environment()));
            }
        }
        return tooMany(state, lane, stays(lane, queue.policy()), queue.limit());
    }

    static String taken(String holder, String environment) {
        return holder + " holds " + environment
                + ", and its queue policy is reject; ask again when it is done, or cancel it";
    }

    static Optional<String> refusesRollback(ApplicationState state, Lane lane) {
        return tooMany(state, lane, lane.queue().size(), MOST_WAITING);
    }

    /** How many go on waiting once a newer one has come. */
    private static int stays(Lane lane, Policy policy) {
        List<Deployment> waiting = lane.queue();
        return switch (policy) {
            case QUEUE, REJECT -> waiting.size();
            case SUPERSEDE, CANCEL_RUNNING ->
                (int) waiting.stream().filter(Deployment::isRollback).count();
        };
    }

    private static Optional<String> tooMany(ApplicationState state, Lane lane, int waiting, int limit) {
        int steps = state.deployments()
                .filter(deployment -> !deployment.state().terminal())
                .mapToInt(deployment -> deployment.steps().size())
                .sum();
        return waiting < limit && steps < MOST_STEPS
                ? Optional.empty()
                : Optional.of(waiting + " deployments wait for " + lane.environment() + " already, and " + state.name()
                        + " has " + steps + " steps before it; cancel some, or ask again when they are done");
    }
}
