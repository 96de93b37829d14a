package io.slipway.kit.aggregate;

import io.slipway.events.Envelope;
import io.slipway.events.Event;

/**
 * Is told of each event as it is decided, before it is committed: after a crash the same event may be told again. So it
 * is for metrics and logs only; whatever must happen exactly once is a {@link Projection}. Its failures change nothing.
 *
 * @param <S> the aggregate's state
 * @param <E> its events
 */
@FunctionalInterface
public interface Observer<S, E extends Event> {
    void observe(S before, S after, Envelope<E> event);
}
