package io.slipway.deploy.config;

import java.util.function.Consumer;

import org.springframework.messaging.Message;

import io.slipway.events.config.ConfigEvent;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.kit.edge.EdgeRecords;
import io.slipway.kit.forward.CommandForwarder;

/** Reads {@code slipway.config.events} for which revision is live where. Without a config-service it never hears of one. */
final class LiveConfig implements Consumer<Message<byte[]>> {
    private final CommandForwarder forwarder;

    LiveConfig(CommandForwarder forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public void accept(Message<byte[]> message) {
        EdgeRecords.decodeKnown(message).ifPresent(envelope -> {
            if (envelope.data() instanceof ConfigEvent.RolloutCompleted completed) {
                forwarder.forward(
                        envelope,
                        completed.application(),
                        new DeployCommand.ObserveConfig(
                                completed.application(),
                                completed.environment(),
                                completed.revision(),
                                completed.rolloutId()));
            }
        });
    }
}
