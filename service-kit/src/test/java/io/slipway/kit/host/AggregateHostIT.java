package io.slipway.kit.host;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.kafka.EnvelopeSerializer;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.kafka.StartAt;
import io.slipway.kit.kafka.TopicReader;
import io.slipway.kit.time.FakeClock;
import io.slipway.kit.topics.TopicProvisioner;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** The host on a real broker. Every test has aggregates of its own. */
class AggregateHostIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;

    private final ViewStore views = new ViewStore();
    private KafkaSettings settings;
    private CommandGateway gateway;
    private ViewReader reader;

    @BeforeAll
    static void startTheBroker() {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("broker"));
        new TopicProvisioner(settings("provisioner")).provision(Topics.withDeadLetters());
    }

    @AfterAll
    static void stopTheBroker() {
        kafka.close();
    }

    @BeforeEach
    void startTheClients() {
        settings = settings("first");
        gateway = new CommandGateway(
                settings, List.of(Topics.DEPLOY_REPLIES), new SkippedRecords(new SimpleMeterRegistry()));
        gateway.start();
        reader = new ViewReader(
                settings, List.of(Topics.DEPLOY_VIEWS), views, new SkippedRecords(new SimpleMeterRegistry()));
        reader.start();
    }

    @AfterEach
    void stopTheClients() {
        gateway.stop();
        reader.stop();
    }

    @Test
    void allThatACommandLeadsToIsSeenByReadersOfCommittedRecords() throws Exception {
        List<ConsumerRecord<String, byte[]>> seen = new CopyOnWriteArrayList<>();
        try (AggregateHost host = host(settings);
                TopicReader records = new TopicReader(
                        "test",
                        settings,
                        names(Topics.DEPLOY_EVENTS, Topics.DEPLOY_TASKS),
                        StartAt.beginning(),
                        seen::add)) {
            records.start();
            host.start();

            CommandReply reply = send("one", "c-one", "1.0");

            assertThat(reply).isEqualTo(new CommandReply("c-one", true, "one", 1, null));
            assertThat(views.awaitRevision(ApplicationView.key("one"), reply.revision(), LIMIT))
                    .isTrue();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(seen)
                            .extracting(ConsumerRecord::topic, ConsumerRecord::key)
                            .contains(
                                    tuple(Topics.DEPLOY_EVENTS.name(), "one"),
                                    tuple(Topics.DEPLOY_TASKS.name(), "one-1")));
            assertThat(gateway.findReply("c-one")).contains(reply);
        }
    }

    @Test
    void anEventOfAnotherContextCountsOnceOverRestarts() throws Exception {
        try (AggregateHost host = host(settings)) {
            host.start();
            alert("watched", "1.0");
            assertThat(views.awaitRevision(ApplicationView.key("watched"), 1, LIMIT))
                    .isTrue();
        }
        try (AggregateHost host = host(settings)) {
            host.start();
            alert("watched", "2.0");
            assertThat(views.awaitRevision(ApplicationView.key("watched"), 2, LIMIT))
                    .isTrue();
            assertThat(send("watched", "c-watched", "3.0").revision()).isEqualTo(3);
        }
    }

    @Test
    void aRestartKeepsTimers() throws Exception {
        FakeClock clock = new FakeClock(Instant.now());
        try (AggregateHost host = host(settings, clock)) {
            host.start();
            send("timed", "c-timed", new DeployCommand.Pause("timed", "d1", null));
        }
        try (AggregateHost host = host(settings, clock)) {
            host.start();
            clock.advance(Tally.WAIT);

            assertThat(views.awaitRevision(ApplicationView.key("timed"), 2, LIMIT))
                    .isTrue();
        }
    }

    @Test
    void aRestartKeepsStateAndAnswers() throws Exception {
        try (AggregateHost host = host(settings)) {
            host.start();
            send("kept", "c-kept-1", "1.0");
            send("kept", "c-kept-2", "2.0");
        }
        try (AggregateHost host = host(settings)) {
            host.start();

            assertThat(send("kept", "c-kept-2", "2.0").revision()).isEqualTo(2);
            assertThat(send("kept", "c-kept-3", "3.0").revision()).isEqualTo(3);
            assertThat(views.awaitRevision(ApplicationView.key("kept"), 3, LIMIT))
                    .isTrue();
            assertThat(views.find(ApplicationView.key("kept"), ApplicationView.class)
                            .orElseThrow()
                            .pipelineRevision())
                    .as("counted once for each command")
                    .isEqualTo(3);
        }
    }

    @Test
    void aHostWithStateThatHasLostItsPlaceDoesNotStart() throws Exception {
        try (AggregateHost host = host(settings)) {
            host.start();
            send("lost", "c-lost", "1.0");
        }
        try (Admin admin = Admin.create(settings.client("test"))) {
            var offsets = admin.listConsumerGroupOffsets("slipway-tally")
                    .partitionsToOffsetAndMetadata()
                    .get();
            admin.deleteConsumerGroupOffsets("slipway-tally", offsets.keySet())
                    .all()
                    .get();
            try (AggregateHost host = host(settings)) {
                assertThatThrownBy(host::start)
                        .isInstanceOf(LostOffsetsException.class)
                        .hasMessageContaining("--reset-offsets");
            } finally {
                admin.alterConsumerGroupOffsets("slipway-tally", offsets).all().get();
            }
        }
    }

    @Test
    void aSecondInstanceTakesAShareAndAllOfItWhenTheFirstCloses() throws Exception {
        AggregateHost first = host(settings);
        try (AggregateHost second = host(settings("second"))) {
            first.start();
            sendToMany("before");
            second.start();
            await().atMost(LIMIT).until(() -> works(first) && works(second));
            sendToMany("together");

            first.close();
            sendToMany("after");

            for (String key : many()) {
                assertThat(views.awaitRevision(ApplicationView.key(key), 3, LIMIT))
                        .as(key)
                        .isTrue();
            }
        } finally {
            first.close();
        }
    }

    private void sendToMany(String version) throws Exception {
        Set<CommandReply> replies = new HashSet<>();
        for (String key : many()) {
            replies.add(send(key, key + "-" + version, version));
        }
        assertThat(replies).hasSize(many().size()).allMatch(CommandReply::accepted);
    }

    private static List<String> many() {
        return IntStream.range(0, 20).mapToObj(number -> "many-" + number).toList();
    }

    private CommandReply send(String key, String id, String version) throws Exception {
        return send(key, id, new DeployCommand.Start(key, null, version, null, Map.of(), null));
    }

    private CommandReply send(String key, String id, DeployCommand command) throws Exception {
        return gateway.submit(
                        Topics.DEPLOY_COMMANDS,
                        Topics.DEPLOY_REPLIES,
                        key,
                        new CommandEnvelopes(Clock.systemUTC()).of(id, "/test", key, "ada", null, command))
                .reply()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void alert(String application, String version) {
        Alert alert = new Alert(
                version,
                application,
                "production",
                null,
                "test",
                Alert.Severity.INFO,
                version,
                "",
                "ada",
                Instant.EPOCH);
        Map<String, Object> client = settings.client("alerts");
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new EnvelopeSerializer())) {
            producer.send(new ProducerRecord<>(
                    Topics.ALERTS.name(),
                    application,
                    new Envelope<>(
                            application + version,
                            URI.create("/test"),
                            MessageCatalogue.typeOf(Alert.class),
                            application,
                            Instant.EPOCH,
                            "correlation",
                            null,
                            "ada",
                            null,
                            alert)));
        }
    }

    private static boolean works(AggregateHost host) {
        return host.state() == HostState.RUNNING;
    }

    private static Set<String> names(Topic... topics) {
        Set<String> names = new HashSet<>();
        for (Topic topic : topics) {
            names.add(topic.name());
        }
        return names;
    }

    private static AggregateHost host(KafkaSettings settings) {
        return host(settings, Clock.systemUTC());
    }

    private static AggregateHost host(KafkaSettings settings, Clock clock) {
        return new AggregateHost(
                Tally.definition(), settings, new HostRuntime(clock, new SimpleMeterRegistry(), OpenTelemetry.noop()));
    }

    private static KafkaSettings settings(String instance) {
        return KafkaSettings.of(kafka.bootstrapServers(), instance);
    }
}
