package io.slipway.kit.aggregate;

import java.time.Instant;

/**
 * What a decider may know beside the state and the command.
 *
 * @param now the time of the decision
 * @param actor who asks
 * @param messageId id of the command; of a passing of time, an id the host made
 * @param correlationId of the request all this follows from
 */
public record Context(Instant now, String actor, String messageId, String correlationId) {}
