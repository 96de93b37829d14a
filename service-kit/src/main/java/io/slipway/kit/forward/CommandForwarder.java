package io.slipway.kit.forward;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.command.Submission;
import io.slipway.kit.edge.TryAgainException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends the command that follows from a message of another context. Its id follows from that message, so that one which
 * is read again after a crash is carried out once; its actor is the message's.
 */
public final class CommandForwarder {
    /** Above the delivery timeout of the gateway's producer. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final CommandGateway gateway;
    private final Topic commands;
    private final Topic replies;
    private final URI source;

    /**
     * @param commands where the commands go
     * @param replies where they are answered
     * @param source the CloudEvents source of the commands
     */
    public CommandForwarder(CommandGateway gateway, Topic commands, Topic replies, String source) {
        this.gateway = gateway;
        this.commands = commands;
        this.replies = replies;
        this.source = URI.create(source);
    }

    /**
     * Returns once Kafka has the command.
     *
     * @param cause what it follows from; at most one command of a type and key follows from a message
     * @param key id of the aggregate
     * @throws TryAgainException when Kafka did not take it
     */
    public void forward(Envelope<?> cause, String key, Command command) {
        String type = MessageCatalogue.typeOf(command.getClass());
        Submission submission = gateway.submit(
                commands,
                replies,
                key,
                new Envelope<>(
                        id(cause, key, type),
                        source,
                        type,
                        key,
                        cause.time(),
                        cause.correlationId(),
                        cause.id(),
                        cause.actor(),
                        cause.traceparent(),
                        command));
        try {
            submission.stored().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TryAgainException("Kafka did not take the command that follows from " + cause.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException("interrupted at " + cause.id(), e);
        }
    }

    private static String id(Envelope<?> cause, String key, String type) {
        String fact = cause.source() + "\n" + cause.id() + "\n" + key + "\n" + type;
        return "follows-" + UUID.nameUUIDFromBytes(fact.getBytes(UTF_8));
    }
}
