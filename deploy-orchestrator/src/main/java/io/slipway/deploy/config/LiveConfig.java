package io.slipway.deploy.config;

import java.util.Optional;
import java.util.Set;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.Source;

/** Which revision of the configuration is live where. Without a config-service the deploy context never hears of one. */
public final class LiveConfig {
    private LiveConfig() {}

    public static Source<DeployCommand> source() {
        return new Source<>(
                Topics.CONFIG_EVENTS,
                Set.of(MessageCatalogue.typeOf(ConfigEvent.RolloutCompleted.class)),
                LiveConfig::command);
    }

    private static Optional<DeployCommand> command(Envelope<Message> event) {
        return event.data() instanceof ConfigEvent.RolloutCompleted completed
                ? Optional.of(new DeployCommand.ObserveConfig(
                        completed.application(), completed.environment(), completed.revision(), completed.rolloutId()))
                : Optional.empty();
    }
}
