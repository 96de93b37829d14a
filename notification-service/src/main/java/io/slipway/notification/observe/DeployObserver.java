package io.slipway.notification.observe;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.edge.EdgeRecords;
import io.slipway.kit.edge.TryAgainException;

/**
 * Reads the deploy events in order and sends on what matters, each before the next is read. The command's id follows
 * from the event's, so that a redelivered event is answered as before and changes nothing.
 */
public final class DeployObserver implements Consumer<Message<byte[]>> {
    private static final URI SOURCE = URI.create("/slipway/notification-service/observer");
    /** Above the delivery timeout of the gateway's producer. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final CommandGateway gateway;
    private final MeterRegistry meters;

    public DeployObserver(CommandGateway gateway, MeterRegistry meters) {
        this.gateway = gateway;
        this.meters = meters;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message).ifPresentOrElse(this::observe, () -> count("unknown_type"));
    }

    private void observe(Envelope<io.slipway.events.Message> event) {
        ObservedEvents.command(event).ifPresentOrElse(command -> send(event, command), () -> count("of_no_interest"));
    }

    private void send(Envelope<io.slipway.events.Message> event, NotificationCommand command) {
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
            count("observed");
        } catch (ExecutionException | TimeoutException e) {
            throw new TryAgainException("Kafka did not take the command of event " + event.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException("interrupted at event " + event.id(), e);
        }
    }

    private void count(String outcome) {
        meters.counter("slipway.notification.events", "outcome", outcome).increment();
    }
}
