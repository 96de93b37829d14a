package io.slipway.kit.streams;

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

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.CommandReply;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.StartAt;
import io.slipway.kit.kafka.TopicReader;
import io.slipway.kit.topics.TopicProvisioner;
import io.slipway.kit.view.ViewReader;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AggregateHostFaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int KILLS = 3;
    private static final int COMMANDS = 800;
    private static final int COMMANDS_BETWEEN_KILLS = 150;
    private static final Duration PACE = Duration.ofMillis(10);
    private static final int KEYS = 4;

    @TempDir
    Path folder;

    @Test
    void aHostThatIsKilledAgainAndAgainLosesNothingAndDoesNothingTwice() throws Exception {
        List<ConsumerRecord<String, byte[]>> events = new CopyOnWriteArrayList<>();
        ViewStore views = new ViewStore();
        try (EmbeddedKafka kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("broker"))) {
            KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers(), folder.resolve("clients"), "test");
            new TopicProvisioner(settings).provision(Topics.withDeadLetters());
            CommandGateway gateway = new CommandGateway(settings, List.of(Topics.DEPLOY_REPLIES));
            ViewReader viewReader = new ViewReader(settings, List.of(Topics.DEPLOY_VIEWS), views);
            List<CompletableFuture<CommandReply>> replies = new CopyOnWriteArrayList<>();
            Process host = TallyProcess.start(kafka.bootstrapServers(), folder.resolve("host"), "one");
            try (ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
                    TopicReader reader = new TopicReader(
                            "test", settings, List.of(Topics.DEPLOY_EVENTS.name()), StartAt.beginning(), events::add)) {
                gateway.start();
                viewReader.start();
                reader.start();
                sender.scheduleAtFixedRate(
                        () -> replies.add(send(gateway, replies.size())), 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
                for (int kill = 1; kill <= KILLS; kill++) {
                    int processed = kill * COMMANDS_BETWEEN_KILLS;
                    await().pollInterval(PACE).atMost(LIMIT).until(() -> events.size() > processed);
                    host.destroyForcibly().waitFor();
                    host = TallyProcess.start(kafka.bootstrapServers(), folder.resolve("host"), "one");
                }
                await().atMost(LIMIT).until(() -> replies.size() >= COMMANDS);
                sender.shutdown();
                assertThat(sender.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                for (CompletableFuture<CommandReply> reply : replies) {
                    assertThat(reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).accepted())
                            .isTrue();
                }
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(events).hasSizeGreaterThanOrEqualTo(replies.size()));
                assertThat(events)
                        .extracting(record -> CloudEventCodec.attributes(record.headers(), record.value())
                                .causationId())
                        .doesNotHaveDuplicates()
                        .hasSize(replies.size());
                for (int key : IntStream.range(0, KEYS).toArray()) {
                    String view = ApplicationView.key("app-" + key);
                    int expected = IntStream.range(0, replies.size())
                            .map(number -> number % KEYS == key ? 1 : 0)
                            .sum();
                    assertThat(views.awaitRevision(view, expected, LIMIT)).isTrue();
                    assertThat(views.find(view, ApplicationView.class)
                                    .orElseThrow()
                                    .pipelineRevision())
                            .isEqualTo(expected);
                }
            } finally {
                host.destroyForcibly().waitFor();
                gateway.stop();
                viewReader.stop();
            }
        }
    }

    private static CompletableFuture<CommandReply> send(CommandGateway gateway, int number) {
        String key = "app-" + number % KEYS;
        return gateway.submit(
                        Topics.DEPLOY_COMMANDS,
                        Topics.DEPLOY_REPLIES,
                        key,
                        new CommandEnvelopes(Clock.systemUTC())
                                .of(
                                        "c-" + number,
                                        "/test",
                                        key,
                                        "ada",
                                        null,
                                        new DeployCommand.Start(key, null, "1.0", null, Map.of(), null)))
                .reply();
    }
}
