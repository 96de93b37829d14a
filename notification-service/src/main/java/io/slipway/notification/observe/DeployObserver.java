package io.slipway.notification.observe;

import java.util.function.Consumer;

import org.apache.kafka.common.header.Header;
import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Envelope;
import io.slipway.kit.edge.EdgeRecords;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the deploy events in order and sends on what matters, each before the next is read. What can lead to no message
 * is known by its type and not even decoded.
 */
public final class DeployObserver implements Consumer<Message<byte[]>> {
    private final ObservationSender sender;
    private final MeterRegistry meters;

    public DeployObserver(ObservationSender sender, MeterRegistry meters) {
        this.sender = sender;
        this.meters = meters;
    }

    @Override
    public void accept(Message<byte[]> message) {
        if (ObservedEvents.ofNoInterest(type(message))) {
            count("of_no_interest");
            return;
        }
        EdgeRecords.decodeKnown(message).ifPresentOrElse(this::observe, () -> count("unknown_type"));
    }

    private void observe(Envelope<io.slipway.events.Message> event) {
        ObservedEvents.command(event)
                .ifPresentOrElse(
                        command -> {
                            sender.send(event, command);
                            count("observed");
                        },
                        () -> count("of_no_interest"));
    }

    /** Empty where it has none: it is for the decoder to say what is wrong. */
    private static String type(Message<byte[]> message) {
        Header header = EdgeRecords.of(message).headers().lastHeader("ce_type");
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private void count(String outcome) {
        meters.counter("slipway.notification.events", "outcome", outcome).increment();
    }
}
