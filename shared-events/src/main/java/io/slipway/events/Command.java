package io.slipway.events;

/** A request to one aggregate. It may be refused; the answer is a {@link CommandReply} with the command's id. */
public non-sealed interface Command extends Message {}
