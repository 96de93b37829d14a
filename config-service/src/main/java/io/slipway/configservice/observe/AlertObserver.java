package io.slipway.configservice.observe;

import java.util.function.Consumer;

import org.springframework.messaging.Message;

import io.slipway.events.alert.Alert;
import io.slipway.events.config.ConfigCommand;
import io.slipway.kit.edge.EdgeRecords;
import io.slipway.kit.forward.CommandForwarder;

/** Reads {@code slipway.alerts} for service level objectives that are missed. */
final class AlertObserver implements Consumer<Message<byte[]>> {
    private final CommandForwarder forwarder;

    AlertObserver(CommandForwarder forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message).ifPresent(envelope -> {
            if (envelope.data() instanceof Alert alert
                    && alert.kind().equals(Alert.SLO_BREACHED)
                    && alert.severity() != Alert.Severity.INFO) {
                forwarder.forward(
                        envelope,
                        alert.application(),
                        new ConfigCommand.ObserveBreach(
                                alert.application(), alert.environment(), alert.id(), alert.title(), alert.at()));
            }
        });
    }
}
