package io.slipway.kit.http.events;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.http.CommandScreen;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What has to stay off the topics does not get there as an event from outside either. */
class CommandScreenTest {
    private static final Envelope<byte[]> EVENT = new Envelope<>(
            "1",
            URI.create("/ci"),
            "io.slipway.config.rollout.cancel.v1",
            "shop",
            Instant.EPOCH,
            "1",
            null,
            "ci",
            null,
            "{\"application\": \"shop\", \"rolloutId\": \"r\"}".getBytes(UTF_8));

    @Test
    void aCommandThatAScreenRefusesIsNotSent() {
        CommandScreen refusing = command -> {
            throw new ProblemException(ProblemCode.INVALID, "there is a secret in it");
        };

        assertThatThrownBy(() -> routes(List.of(refusing)).command(EVENT)).hasMessage("there is a secret in it");
        assertThat(routes(List.of(command -> {})).command(EVENT).data())
                .isInstanceOf(ConfigCommand.CancelRollout.class);
    }

    private static CommandRoutes routes(List<CommandScreen> screens) {
        CommandGateway gateway = new CommandGateway(
                KafkaSettings.of("127.0.0.1:1", "test"), List.of(), new SkippedRecords(new SimpleMeterRegistry()));
        return new CommandRoutes(List.of(definition()), gateway, screens);
    }

    private static AggregateDefinition<String, ConfigCommand, ConfigEvent> definition() {
        return new AggregateDefinition<>(
                "config",
                "/test",
                String.class,
                ConfigCommand.class,
                ConfigEvent.class,
                new Nothing(),
                new AggregateDefinition.Channels(
                        Topics.CONFIG_COMMANDS,
                        Topics.CONFIG_EVENTS,
                        Topics.CONFIG_TASKS,
                        Topics.CONFIG_REPLIES,
                        Topics.CONFIG_VIEWS,
                        Topics.CONFIG_STATE),
                ConfigEvent::application,
                (state, event) -> null,
                List.of(),
                (before, after, revision) -> Map.of());
    }

    private static final class Nothing implements Decider<String, ConfigCommand, ConfigEvent> {
        @Override
        public String initial(String aggregateId) {
            return "";
        }

        @Override
        public Decision<ConfigEvent> decide(String state, ConfigCommand command, Context context) {
            return Decision.nothing();
        }

        @Override
        public String evolve(String state, ConfigEvent event, Instant at) {
            return state;
        }

        @Override
        public Optional<Instant> nextDeadline(String state) {
            return Optional.empty();
        }
    }
}
