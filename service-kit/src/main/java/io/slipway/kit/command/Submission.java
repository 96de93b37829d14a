package io.slipway.kit.command;

import java.util.concurrent.CompletableFuture;

import io.slipway.events.CommandReply;

/**
 * A command on its way.
 *
 * @param commandId its id, and its idempotency key
 * @param stored done when Kafka has the command on all in-sync replicas; fails when that cannot be told within 30 s, and
 *     then the command may or may not be carried out: send it again under the same id
 * @param reply what the decider said; fails with {@link java.util.concurrent.TimeoutException} when nobody waits any
 *     longer, see {@link CommandGateway#REPLY_LIMIT}
 */
public record Submission(String commandId, CompletableFuture<Void> stored, CompletableFuture<CommandReply> reply) {}
