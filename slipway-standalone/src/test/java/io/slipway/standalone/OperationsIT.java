package io.slipway.standalone;

import java.io.IOException;
import java.net.http.HttpRequest;
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
    private static final String DEPLOYMENT = ProbeApplication.NAME + "-production-1";
    private static final Set<Topic> WITH_A_WORKER = Set.of(
            Topics.BACKUP_COMMANDS,
            Topics.BACKUP_TASKS,
            Topics.CONFIG_COMMANDS,
            Topics.DEPLOY_COMMANDS,
            Topics.DEPLOY_EVENTS,
            Topics.DEPLOY_TASKS,
            Topics.INTAKE,
            Topics.NOTIFICATION_COMMANDS,
            Topics.NOTIFICATION_TASKS);
    /** For clients and auditors, who read them themselves; there is no work to hand out in this context yet. */
    private static final Set<Topic> FOR_CLIENTS_ALONE =
            Set.of(Topics.AUDIT, Topics.BACKUP_EVENTS, Topics.BACKUP_LOGS, Topics.CONFIG_EVENTS, Topics.CONFIG_TASKS);

    /** Looked at only while a client is connected. */
    private static final Set<Topic> ON_THE_STREAM_ALONE = Set.of(Topics.ALERTS, Topics.CDEVENTS, Topics.NOTIFICATIONS);

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
                        .anyMatch(line -> line.contains("slipway-notification")));
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
    void rubbishOnATopicWithAWorkerIsADeadLetterWithItsReasonAndNothingElseStops() {
        for (Topic topic : WITH_A_WORKER) {
            await("dead letter of " + topic.name()).atMost(PATIENCE).untilAsserted(() -> {
                List<JsonNode> letters = slipway.api()
                        .get("/api/v1/dead-letters?topic=" + topic.name())
                        .path("items")
                        .valueStream()
                        .toList();
                assertThat(letters.stream()
                                .map(letter -> letter.path("partition") + "/" + letter.path("offset"))
                                .distinct())
                        .as("the one record, by each group that reads the topic")
                        .hasSize(1);
                assertThat(letters.getFirst().path("reason").asString()).isNotBlank();
            });
        }
        assertThat(slipway.api().ready()).isTrue();
    }

    @Test
    void rubbishOnATopicThatIsOnlyLookedAtIsCounted() {
        slipway.api().get("/api/v1/deployments/" + DEPLOYMENT + "/logs");
        for (Topic topic : Topics.all()) {
            if (!WITH_A_WORKER.contains(topic)
                    && !ON_THE_STREAM_ALONE.contains(topic)
                    && !FOR_CLIENTS_ALONE.contains(topic)) {
                await(topic.name())
                        .atMost(PATIENCE)
                        .until(() -> samples()
                                .anyMatch(line -> line.startsWith("slipway_records_skipped_total{")
                                        && line.contains("\"" + topic.name() + "\"")));
            }
        }
    }

    @Test
    void aServicesOwnCommandsAreNobodyElsesToSend() {
        HttpResponse<String> answer = slipway.api()
                .send(slipway.api()
                        .request("/api/v1/events")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"specversion": "1.0", "id": "1", "source": "/somebody",
                                 "type": "io.slipway.notification.delivery.begin.v1",
                                 "data": {"application": "probe", "notificationId": "1", "attempt": 1}}""")));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    /** Before anything else is on them. */
    private static void sendRubbish() {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", slipway.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Topic topic : Topics.all()) {
                String key = topic.equals(Topics.DEPLOY_LOGS) ? DEPLOYMENT : ProbeApplication.NAME;
                producer.send(new ProducerRecord<>(topic.name(), key, RUBBISH));
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
