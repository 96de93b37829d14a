package io.slipway.deploy.rollout.process.proxy;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpClientRequest;

/** One instance being asked one request. Counts as in hand until it is over, which it is once. */
final class Attempt {
    private final Balancer.Choice choice;
    private final Counters counters;
    private final long begun = System.nanoTime();
    private @Nullable HttpClientRequest request;
    private boolean over;

    Attempt(Balancer.Choice choice, Counters counters) {
        this.choice = choice;
        this.counters = counters;
        counters.begun(choice.backend().id());
    }

    Balancer.Choice choice() {
        return choice;
    }

    /** What goes to the instance, once there is a connection. */
    void sends(HttpClientRequest sent) {
        request = sent;
    }

    void answered(int status) {
        counters.answered(choice.release().id(), status, System.nanoTime() - begun);
    }

    boolean isOver() {
        return over;
    }

    void end() {
        if (!over) {
            over = true;
            counters.ended(choice.backend().id());
        }
    }

    /** Nobody waits for its answer any more; the instance is told by the end of the connection. */
    void abandon() {
        end();
        if (request != null) {
            request.reset();
        }
    }
}
