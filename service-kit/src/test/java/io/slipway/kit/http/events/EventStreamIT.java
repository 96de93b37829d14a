package io.slipway.kit.http.events;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import io.slipway.events.Topics;
import io.slipway.events.json.Json;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.KitConfiguration;
import io.slipway.kit.http.HttpConfiguration;
import io.slipway.kit.http.deadletter.DeadLetterHttpConfiguration;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventStreamIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static ConfigurableApplicationContext service;
    private static Producer<String, byte[]> producer;
    private static String base;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({
        KitConfiguration.class,
        HttpConfiguration.class,
        EventsHttpConfiguration.class,
        DeadLetterHttpConfiguration.class
    })
    static class Service {}

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        service = new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.SERVLET)
                .properties(Map.of(
                        "spring.config.import", "classpath:slipway-defaults.yml",
                        "server.port", "0",
                        "logging.structured.format.console", "",
                        "slipway.http.anonymous", "true",
                        "slipway.kafka.bootstrap-servers", kafka.bootstrapServers()))
                .run("--server.port=0", "--logging.structured.format.console=", "--spring.main.banner-mode=off");
        base = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + "/api/v1/";
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterAll
    static void stop() {
        producer.close();
        service.close();
        kafka.close();
    }

    @Test
    void aClientHearsWhatHappensFromNowOnAsStructuredCloudEvents() throws Exception {
        publish(List.of(event("before")));
        try (SseClient client = open("?application=live", null)) {
            publish(List.of(event("other"), event("live")));
            await(client, 1);
            SseClient.Received received = client.received().getFirst();
            assertThat(received.event()).isEqualTo("io.example.happened.v1");
            assertThat(received.data().path("specversion").asString()).isEqualTo("1.0");
            assertThat(received.data().path("data").path("n").asString()).isEqualTo("live");
            assertThat(received.data().path("extra").asString()).isEqualTo("kept");
        }
    }

    @Test
    void aClientThatComesBackMissesNothingAndHearsNothingTwice() throws Exception {
        List<String> sent = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        String lastId = null;
        for (int round = 0; round < 5; round++) {
            String application = "back" + round;
            try (SseClient client = open("", lastId)) {
                if (round == 0) {
                    Awaitility.await().until(client::connected);
                }
                List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    events.add(event(application + "-" + i));
                }
                publish(events);
                abort(List.of(event(application + "-aborted")));
                events.forEach(event -> sent.add(id(event)));
                int wanted = round < 4 ? heard.size() + 10 : sent.size();
                int already = heard.size();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> already + client.received().size() >= wanted);
                // What the client had read when the line went: it knows no later place than the last of these.
                List<SseClient.Received> taken = List.copyOf(client.received());
                taken.forEach(event -> heard.add(event.data().path("id").asString()));
                lastId = taken.getLast().id();
            }
        }
        assertThat(heard).doesNotHaveDuplicates().containsAll(sent);
    }

    @Test
    void fromTheBeginningEverythingIsThere() throws Exception {
        List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            events.add(event("history"));
        }
        publish(events);
        try (SseClient client = open("?from=beginning&application=history", null)) {
            await(client, events.size());
            assertThat(client.ids())
                    .containsExactlyElementsOf(
                            events.stream().map(EventStreamIT::id).toList());
        }
    }

    @Test
    void whatHappensToConfigurationIsPublicToo() throws Exception {
        ProducerRecord<String, byte[]> event = event("configured");
        try (SseClient client = open("?topics=config.events&application=configured", null)) {
            publish(List.of(
                    event,
                    new ProducerRecord<>(
                            Topics.CONFIG_EVENTS.name(), null, event.key(), event.value(), event.headers())));
            await(client, 1);
            assertThat(client.received()).hasSize(1);
            assertThat(client.received().getFirst().id()).startsWith("config.events=");
        }
    }

    @Test
    void aTypePrefixChooses() throws Exception {
        try (SseClient client = open("?type=io.example.other", null)) {
            Awaitility.await().until(client::connected);
            publish(List.of(event("typed"), event("typed", "io.example.other.v1")));
            await(client, 1);
            assertThat(client.received().getFirst().event()).isEqualTo("io.example.other.v1");
        }
    }

    @Test
    void aWrongPlaceOrTopicIsAProblem() {
        assertThatThrownBy(() -> open("?topics=secrets", null))
                .hasMessageContaining("400")
                .hasMessageContaining("deploy.events");
        for (String place : List.of(
                "x",
                "deploy.events",
                "deploy.events=-1",
                "deploy.events=1.2.3.4.5.6.7.8",
                "deploy.events=999999999.0.0.0.0.0",
                "=",
                ";")) {
            assertThatThrownBy(() -> open("", place)).as(place).hasMessageContaining("400");
        }
        assertThatThrownBy(() -> open("?from=yesterday", null)).hasMessageContaining("400");
    }

    @Test
    void anEventFromOutsideIsInTheIntakeTopic() throws Exception {
        String id = UUID.randomUUID().toString();
        JsonNode taken = Json.mapper()
                .readTree(ok(post(
                        "application/cloudevents+json",
                        "{\"specversion\":\"1.0\",\"id\":\"" + id
                                + "\",\"source\":\"/ci\",\"type\":\"com.example.built.v1\",\"data\":{\"a\":1}}")));
        assertThat(taken.path("topic").asString()).isEqualTo("slipway.intake");
        assertThat(intakeIds()).contains(id);
    }

    @Test
    void anEventFromOutsideIsOnTheStreamAsItCame() throws Exception {
        try (SseClient client = open("?topics=intake&type=com.example.seen", null)) {
            ok(post(
                    "application/cloudevents+json",
                    "{\"specversion\":\"1.0\",\"id\":\"seen\",\"source\":\"/ci\",\"type\":\"com.example.seen.v1\","
                            + "\"tenant\":\"blue\",\"datacontenttype\":\"text/plain\",\"data\":\"hello\"}"));
            await(client, 1);
            JsonNode seen = client.received().getFirst().data();
            assertThat(seen.path("tenant").asString()).isEqualTo("blue");
            assertThat(seen.path("datacontenttype").asString()).isEqualTo("text/plain");
            assertThat(seen.path("data").asString()).isEqualTo("hello");
        }
    }

    @Test
    void anEventWithoutDataAndWithoutABodyIsTaken() throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + "events"))
                        .header("ce-specversion", "1.0")
                        .header("ce-id", "bare")
                        .header("ce-source", "/ci")
                        .header("ce-type", "com.example.happened.v1")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(intakeIds()).contains("bare");
    }

    @Test
    void aBareCdEventBecomesACloudEvent() throws Exception {
        String id = UUID.randomUUID().toString();
        ok(
                post(
                        "application/json",
                        "{\"context\":{\"specversion\":\"0.5.1\",\"id\":\"" + id
                                + "\",\"source\":\"/ci\",\"type\":\"dev.cdevents.artifact.published.0.3.0\","
                                + "\"timestamp\":\"2026-01-01T00:00:00Z\"},\"subject\":{\"id\":\"pkg:oci/x\",\"content\":{}}}"));
        assertThat(intakeIds()).contains(id);
    }

    @Test
    void aCdEventThatDoesNotFitItsTypeIsAProblemThatNamesTheField() throws Exception {
        String event = "{\"context\":{\"specversion\":\"0.5.1\",\"id\":\"1\",\"source\":\"/ci\","
                + "\"type\":\"dev.cdevents.service.deployed.0.3.0\",\"timestamp\":\"2026-01-01T00:00:00Z\"},"
                + "\"subject\":{\"id\":\"web\",\"content\":{\"artifactId\":\"pkg:oci/x\"}}}";
        String wrapped = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/ci\","
                + "\"type\":\"dev.cdevents.service.deployed.0.3.0\",\"data\":" + event + "}";
        for (String body : List.of(event, wrapped)) {
            HttpResponse<String> response = post("application/json", body);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            assertThat(response.body()).contains("environment is missing");
        }
    }

    @Test
    void anEventInBinaryModeIsTaken() throws Exception {
        String id = UUID.randomUUID().toString();
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + "events"))
                        .header("Content-Type", "application/json")
                        .header("ce-specversion", "1.0")
                        .header("ce-id", id)
                        .header("ce-source", "/ci")
                        .header("ce-type", "com.example.built.v1")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(intakeIds()).contains(id);
    }

    @Test
    void whatIsNoEventIsAProblem() throws Exception {
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"specversion\":\"0.3\"}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/a\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"::\",\"type\":\"t\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\",\"type\":\"t\",\"time\":\"now\",\"data\":{}}",
                "{\"context\":{\"type\":\"x\"}}")) {
            assertThat(post("application/json", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(post(
                                "application/json",
                                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/a\","
                                        + "\"type\":\"io.slipway.deploy.deployment.queued.v1\",\"data\":{}}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aDeadLetterIsShownAndSentAgainOnce() throws Exception {
        ProducerRecord<String, byte[]> dead = event("dead");
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topics.INTAKE.deadLetters(), null, dead.key(), dead.value(), dead.headers());
        letter.headers().add("slipway-dlt-reason", "cannot be read".getBytes(UTF_8));
        publish(List.of(letter));
        JsonNode list = Json.mapper().readTree(call("GET", "dead-letters", 200));
        assertThat(list.path("total").asInt()).isEqualTo(1);
        JsonNode shown = list.path("items").get(0);
        assertThat(shown.path("reason").asString()).isEqualTo("cannot be read");
        String path = "dead-letters/" + shown.path("id").asString();
        assertThat(call("GET", path, 200)).contains(id(dead));
        assertThat(Json.mapper()
                        .readTree(call("POST", path + "/replay", 200))
                        .path("topic")
                        .asString())
                .isEqualTo("slipway.intake");
        assertThat(intakeIds()).contains(id(dead));
        call("POST", path + "/replay", 409);
        call("POST", path + "/replay?force=true", 200);
        call("GET", "dead-letters/slipway.intake.dlt@0-999", 404);
        call("POST", "dead-letters/x/replay", 404);
    }

    private static String call(String method, String path, int status) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response.body();
    }

    private static void publish(List<ProducerRecord<String, byte[]>> events) {
        synchronized (producer) {
            producer.beginTransaction();
            events.forEach(producer::send);
            producer.commitTransaction();
        }
    }

    private static void abort(List<ProducerRecord<String, byte[]>> events) {
        synchronized (producer) {
            producer.beginTransaction();
            events.forEach(producer::send);
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static ProducerRecord<String, byte[]> event(String application) {
        return event(application, "io.example.happened.v1");
    }

    private static ProducerRecord<String, byte[]> event(String application, String type) {
        Headers headers = new RecordHeaders();
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/test",
                        "ce_type",
                        type,
                        "ce_subject",
                        application + "-1",
                        "ce_extra",
                        "kept")
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return new ProducerRecord<>(
                Topics.DEPLOY_EVENTS.name(),
                null,
                application,
                ("{\"n\":\"" + application + "\"}").getBytes(UTF_8),
                headers);
    }

    private static String id(ProducerRecord<String, byte[]> event) {
        return new String(event.headers().lastHeader("ce_id").value(), UTF_8);
    }

    private static SseClient open(String query, @Nullable String lastId) throws IOException, InterruptedException {
        SseClient client = new SseClient(URI.create(base + "events" + query), lastId);
        Awaitility.await().until(client::connected);
        return client;
    }

    private static void await(SseClient client, int events) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.received().size() >= events);
    }

    private static HttpResponse<String> post(String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(base + "events"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return response.body();
    }

    private static List<String> intakeIds() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.INTAKE.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            List<String> ids = new ArrayList<>();
            while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> ids.add(
                                new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
            }
            return ids;
        }
    }
}
