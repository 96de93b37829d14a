package io.slipway.kit.aggregate;

import java.util.List;

import io.slipway.events.Envelope;
import io.slipway.events.Event;

/**
 * Turns an event into further records, written in the same transaction: tasks, documents, other vocabularies. Pure.
 *
 * @param <S> the aggregate's state
 * @param <E> its events
 */
@FunctionalInterface
public interface Projection<S, E extends Event> {
    List<Outbound> project(S before, S after, Envelope<E> event);
}
