package io.slipway.kit.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.events.CommandReply;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.kafka.StartAt;
import io.slipway.kit.kafka.TopicReader;
import io.slipway.kit.topics.TopicProvisioner;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The host in a process of its own that dies. */
class AggregateHostFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration PACE = Duration.ofMillis(10);
    private static final int KILLS = 3;
    private static final int COMMANDS = 800;
    private static final int COMMANDS_BETWEEN_KILLS = 150;
    private static final int KEYS = 4;
    private static final int DEATHS = 5;

    private final List<ConsumerRecord<String, byte[]>> events = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<CommandReply>> replies = new CopyOnWriteArrayList<>();
    private final ViewStore views = new ViewStore();
    private Path folder;
    private EmbeddedKafka kafka;
    private KafkaSettings settings;
    private CommandGateway gateway;
    private ViewReader viewReader;
    private TopicReader reader;
    private Process host;

    @BeforeEach
    void startEverything(@TempDir Path given) throws IOException {
        folder = given;
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("broker"));
        settings = KafkaSettings.of(kafka.bootstrapServers(), "test");
        new TopicProvisioner(settings).provision(Topics.withDeadLetters());
        gateway = new CommandGateway(
                settings, List.of(Topics.DEPLOY_REPLIES), new SkippedRecords(new SimpleMeterRegistry()));
        gateway.start();
        viewReader = new ViewReader(
                settings, List.of(Topics.DEPLOY_VIEWS), views, new SkippedRecords(new SimpleMeterRegistry()));
        viewReader.start();
        reader = new TopicReader(
                "test", settings, List.of(Topics.DEPLOY_EVENTS.name()), StartAt.beginning(), events::add);
        reader.start();
        startTheHost();
    }

    @AfterEach
    void stopEverything() throws InterruptedException {
        host.destroyForcibly().waitFor();
        reader.close();
        viewReader.stop();
        gateway.stop();
        kafka.close();
    }

    @Test
    void aHostThatIsKilledAgainAndAgainLosesNothingAndDoesNothingTwice() throws Exception {
        try (ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor()) {
            sender.scheduleAtFixedRate(() -> send("1.0"), 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
            for (int kill = 1; kill <= KILLS; kill++) {
                int processed = kill * COMMANDS_BETWEEN_KILLS;
                await().pollInterval(PACE).atMost(LIMIT).until(() -> events.size() > processed);
                host.destroyForcibly().waitFor();
                startTheHost();
            }
            await().atMost(LIMIT).until(() -> replies.size() >= COMMANDS);
        }
        assertThatEachCommandCountedOnce();
    }

    @Test
    void whatAHostHadWrittenWhenItDiedInATransactionIsNeverSeen() throws Exception {
        boolean inTransaction = false;
        // The host may have committed right before it dies; then it has to die again.
        for (int attempt = 0; attempt < DEATHS && !inTransaction; attempt++) {
            IntStream.range(0, KEYS * 10).forEach(number -> send("1.0"));
            send(Tally.HALT);
            assertThat(host.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            inTransaction = hasOpenTransaction();
            startTheHost();
        }

        assertThat(inTransaction).as("the host died inside a transaction").isTrue();
        assertThatEachCommandCountedOnce();
    }

    private boolean hasOpenTransaction() throws Exception {
        try (Admin admin = Admin.create(settings.client("test"))) {
            return admin.listTransactions().all().get().stream()
                    .map(TransactionListing::state)
                    .anyMatch(TransactionState.ONGOING::equals);
        }
    }

    private void assertThatEachCommandCountedOnce() throws Exception {
        for (CompletableFuture<CommandReply> reply : replies) {
            assertThat(reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).accepted())
                    .isTrue();
        }
        await().atMost(LIMIT).untilAsserted(() -> assertThat(events).hasSizeGreaterThanOrEqualTo(replies.size()));
        assertThat(events)
                .extracting(record -> CloudEventCodec.attributes(record.headers(), record.value())
                        .causationId())
                .doesNotHaveDuplicates()
                .hasSize(replies.size());
        for (int key = 0; key < KEYS; key++) {
            String view = ApplicationView.key("app-" + key);
            // The commands went round the keys, so the first keys may have one more than the others.
            int expected = replies.size() / KEYS + (key < replies.size() % KEYS ? 1 : 0);
            assertThat(views.awaitRevision(view, expected, LIMIT)).isTrue();
            assertThat(views.find(view, ApplicationView.class).orElseThrow().pipelineRevision())
                    .isEqualTo(expected);
        }
    }

    private void startTheHost() throws IOException {
        host = TallyProcess.start(kafka.bootstrapServers(), folder.resolve("host"), "one");
    }

    private void send(String version) {
        String key = "app-" + replies.size() % KEYS;
        DeployCommand.Start start = new DeployCommand.Start(key, null, version, null, Map.of(), null);
        replies.add(gateway.submit(
                        Topics.DEPLOY_COMMANDS,
                        Topics.DEPLOY_REPLIES,
                        key,
                        new CommandEnvelopes(Clock.systemUTC()).of(null, "/test", key, "ada", null, start))
                .reply());
    }
}
