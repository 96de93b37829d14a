package io.slipway.notification.observe;

import java.util.function.Consumer;

import org.springframework.messaging.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Envelope;
import io.slipway.events.alert.Alert;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;
import io.slipway.kit.edge.EdgeRecords;

/** Reads the alerts of all contexts and sends them on, each before the next is read. */
public final class AlertObserver implements Consumer<Message<byte[]>> {
    private final ObservationSender sender;
    private final MeterRegistry meters;

    public AlertObserver(ObservationSender sender, MeterRegistry meters) {
        this.sender = sender;
        this.meters = meters;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message).ifPresentOrElse(this::observe, () -> count("unknown_type"));
    }

    private void observe(Envelope<io.slipway.events.Message> event) {
        if (!(event.data() instanceof Alert alert)) {
            count("of_no_interest");
            return;
        }
        sender.send(
                event,
                new ObserveOccurrence(
                        alert.application(),
                        alert.environment(),
                        alert.deploymentId(),
                        Notification.ALERT,
                        alert.severity(),
                        alert.title(),
                        ObservedEvents.shortened(alert.detail().isBlank() ? null : alert.detail()),
                        alert.at(),
                        event.correlationId(),
                        alert.id()));
        count("observed");
    }

    private void count(String outcome) {
        meters.counter("slipway.notification.events", "outcome", outcome).increment();
    }
}
