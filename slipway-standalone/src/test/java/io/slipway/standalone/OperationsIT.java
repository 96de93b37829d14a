package io.slipway.standalone;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeploymentState;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the person on call sees of a running Slipway after a good deployment, and after rubbish on every topic. */
class OperationsIT {
    private static final Path METRICS = Path.of("../docs/reference/metrics.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final byte[] RUBBISH = {0, 1, 2, 3};

    @TempDir
    static Path temp;

    private static TraceReceiver traces;
    private static StandaloneProcess slipway;
    private static ProbeApplication probe;

    @BeforeAll
    static void start() {
        traces = new TraceReceiver();
        slipway = StandaloneProcess.start(
                temp.resolve("data"),
                Map.of(
                        "management.opentelemetry.tracing.export.otlp.endpoint",
                        traces.url(),
                        "slipway.notification.channels.hook.type",
                        "log"));
        probe = ProbeApplication.write(temp.resolve("probe"));
        sendRubbish();
        assertThat(slipway.api().apply(ProbeApplication.NAME, probe.yaml()).statusCode())
                .isEqualTo(202);
        HttpResponse<String> refused = slipway.api().apply(ProbeApplication.NAME, "apiVersion: nonsense");
        assertThat(refused.statusCode()).isEqualTo(422);
        String id = slipway.api()
                .deploy(
                        ProbeApplication.NAME,
                        "traced",
                        Map.of(
                                "version",
                                "1.0.0",
                                "source",
                                Map.of("path", probe.good("1.0.0").toString())),
                        Map.of("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"));
        await().atMost(PATIENCE)
                .until(() -> slipway.api().deployment(id).state(), state -> state == DeploymentState.SUCCEEDED);
    }

    @AfterAll
    static void stop() {
        slipway.close();
        traces.close();
        RunningInstances.under(temp.resolve("data")).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void everyOwnMetricIsInTheReferenceAndEveryMetricOfTheReferenceIsThere() throws IOException {
        String[] reference = Files.readString(METRICS).split("## Once it happens");
        Set<String> scraped = scraped();

        assertThat(scraped).containsAll(names(reference[0]));
        assertThat(scraped.stream().filter(name -> name.startsWith("slipway_")))
                .isSubsetOf(names(String.join("", reference)));
    }

    @Test
    void consumerLagIsThereForTheHostsAndForTheWorkers() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(samples().filter(line -> line.startsWith("slipway_consumer_lag{")))
                        .anyMatch(line -> line.contains("slipway-deploy-workers"))
                        .anyMatch(line -> line.contains("slipway.deploy.commands"))
                        .anyMatch(line -> line.contains("slipway-notification-observer")));
        assertThat(samples().filter(line -> line.startsWith("slipway_task_")).toList())
                .isNotEmpty()
                .noneMatch(line -> line.endsWith("NaN"));
    }

    @Test
    void oneTraceFollowsADeploymentAcrossKafkaIntoBothServices() {
        List<Envelope<Message>> events = EventLog.read(slipway.bootstrapServers()).stream()
                .filter(event -> event.subject().equals("probe-production-1"))
                .toList();
        assertThat(events).hasSizeGreaterThan(10);
        assertThat(events).allMatch(event -> String.valueOf(event.traceparent()).contains(TRACE));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(traces.spansOf(TRACE))
                        .contains(
                                "io.slipway.deploy.deployment.start.v1",
                                "task build",
                                "task converge",
                                "task notify.deliver"));
    }

    @Test
    void rubbishOnEveryTopicThatIsReadIsADeadLetterWithItsReasonAndNothingElseStops() {
        Set<String> read = Set.of(
                Topics.DEPLOY_COMMANDS.name(),
                Topics.DEPLOY_EVENTS.name(),
                Topics.DEPLOY_TASKS.name(),
                Topics.NOTIFICATION_COMMANDS.name(),
                Topics.NOTIFICATION_TASKS.name());
        for (String topic : read) {
            await("dead letter of " + topic).atMost(PATIENCE).untilAsserted(() -> {
                List<JsonNode> letters = slipway.api()
                        .get("/api/v1/dead-letters?topic=" + topic)
                        .path("items")
                        .valueStream()
                        .toList();
                assertThat(letters).hasSize(1);
                assertThat(letters.getFirst().path("reason").asString()).isNotBlank();
            });
        }
        assertThat(slipway.api().ready()).isTrue();
    }

    /** Before anything else is on them. */
    private static void sendRubbish() {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", slipway.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Topic topic : Topics.all()) {
                producer.send(new ProducerRecord<>(topic.name(), ProbeApplication.NAME, RUBBISH));
            }
        }
    }

    /** The first column of the tables. */
    private static Set<String> names(String markdown) {
        return Pattern.compile("(?m)^\\| `([a-z0-9_]+)`")
                .matcher(markdown)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> scraped() {
        return samples()
                .map(line ->
                        Pattern.compile("^[a-z0-9_]+").matcher(line).results().findFirst())
                .map(match -> match.map(MatchResult::group).orElse(""))
                .map(name -> name.replaceFirst("_(count|sum|max|bucket)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> samples() {
        return slipway.api()
                .send(slipway.api().request("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"));
    }
}
