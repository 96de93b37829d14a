package io.slipway.events;

/**
 * The data of one record: a {@link Command} (a request, may be refused) or an {@link Event} (a fact, never refused).
 * Every concrete message is a record annotated with {@link MessageType}.
 */
public sealed interface Message permits Command, Event, Document {}
