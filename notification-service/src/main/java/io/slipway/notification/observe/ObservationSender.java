package io.slipway.notification.observe;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.TryAgainException;

/** Sends what follows from an event, under an id that follows from the event's, so that it counts once. */
public final class ObservationSender {
    private static final URI SOURCE = URI.create("/slipway/notification-service/observer");
    /** Above the delivery timeout of the gateway's producer. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final CommandGateway gateway;

    public ObservationSender(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Returns when Kafka has it.
     *
     * @throws TryAgainException when Kafka does not take it
     */
    void send(Envelope<io.slipway.events.Message> event, NotificationCommand command) {
        Envelope<NotificationCommand> envelope = new Envelope<>(
                "notify-" + event.id(),
                SOURCE,
                MessageCatalogue.typeOf(command.getClass()),
                command.application(),
                event.time(),
                event.correlationId(),
                event.id(),
                event.actor(),
                event.traceparent(),
                command);
        try {
            gateway.submit(Topics.NOTIFICATION_COMMANDS, Topics.NOTIFICATION_REPLIES, command.application(), envelope)
                    .stored()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TryAgainException("Kafka did not take the command of event " + event.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException("interrupted at event " + event.id(), e);
        }
    }
}
