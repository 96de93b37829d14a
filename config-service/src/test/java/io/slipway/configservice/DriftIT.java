package io.slipway.configservice;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.config.ConfigEvent.ReconciliationRequested;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.kit.time.FakeClock;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Instances say with what they run; what differs for longer than the grace time is told to people. Time is the test's. */
class DriftIT {
    private static final String PRODUCTION = "/api/v1/config/shop/environments/production";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static FakeClock clock;
    private static RunningConfigService service;
    private static String revision;
    private static String hash;

    @BeforeAll
    static void start() {
        clock = new FakeClock(Instant.now());
        service = new RunningConfigService(folder, clock);
        revision = service.commit(
                null,
                Map.of("slipway-config.yaml", "environments: [{name: production}]\n", "base/a.yaml", "timeout: 30\n"));
        service.rollOut("production", revision);
        hash = service.read(PRODUCTION).path("hash").asString();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void oneThatRunsAsItShouldIsHeardOfAndCostsNothing() {
        long before = commands();

        JsonNode answer = heartbeat("healthy", revision, hash);

        assertThat(answer.path("refetch").asBoolean()).isFalse();
        assertThat(answer.path("revision").asString()).isEqualTo(revision);
        assertThat(answer.path("hash").asString()).isEqualTo(hash);
        assertThat(service.read(PRODUCTION + "/instances").path("heard").findValuesAsString("instance"))
                .contains("healthy");
        assertThat(commands()).isEqualTo(before);
    }

    @Test
    void oneThatDiffersIsFoundToldToPeopleAfterAWhileAndOverWhenItIsMended() {
        assertThat(heartbeat("web-1", revision, "f".repeat(64)).path("refetch").asBoolean())
                .isTrue();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifting("web-1")).isNotNull());
        assertThat(drifting("web-1").path("kind").asString()).isEqualTo("CONTENT");
        assertThat(drifting("web-1").path("alerted").asBoolean()).isFalse();
        assertThat(alerts()).noneMatch(alert -> alert.detail().contains("web-1"));

        clock.advance(Duration.ofMinutes(5));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(alerts()).anySatisfy(alert -> {
                    assertThat(alert.kind()).isEqualTo("config.drift");
                    assertThat(alert.environment()).isEqualTo("production");
                    assertThat(alert.detail()).isEqualTo("web-1");
                }));

        assertThat(heartbeat("web-1", revision, hash).path("refetch").asBoolean())
                .isFalse();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifting("web-1")).isNull());
        assertThat(alerts()).anySatisfy(alert -> assertThat(alert.kind()).isEqualTo("config.drift.resolved"));
    }

    @Test
    void whoeverDiffersIsAskedToFetchAgainOnTheEventsTopic() {
        body(service.post("bob", PRODUCTION + "/drift/reconcile", Map.of("reason", "after the outage")), 202);

        assertThat(messages(Topics.CONFIG_EVENTS.name()))
                .anySatisfy(event -> assertThat(event)
                        .isEqualTo(new ReconciliationRequested("shop", "production", "bob", "after the outage")));
    }

    @Test
    void whatIsNoReportIsAProblem() {
        body(service.post("bob", PRODUCTION + "/instances/web-1", Map.of("revision", "x")), 400);
        body(service.post("bob", PRODUCTION + "/instances/web-1", Map.of("hash", "x")), 400);
        body(service.post("bob", PRODUCTION + "/instances/" + "x".repeat(101), Map.of()), 400);
        body(service.post("bob", "/api/v1/config/shop/environments/nowhere/instances/web-1", Map.of()), 404);
    }

    private static JsonNode heartbeat(String instance, String runs, String with) {
        Map<String, Object> said = new HashMap<>();
        said.put("revision", runs);
        said.put("hash", with);
        return body(service.post("bob", PRODUCTION + "/instances/" + instance, said), 200);
    }

    private static JsonNode drifting(String instance) {
        return service.read(PRODUCTION + "/instances")
                .path("drifting")
                .valueStream()
                .filter(one -> one.path("instance").asString().equals(instance))
                .findFirst()
                .orElse(null);
    }

    private static List<Alert> alerts() {
        return messages(Topics.ALERTS.name()).stream().map(Alert.class::cast).toList();
    }

    private static long commands() {
        return records(Topics.CONFIG_COMMANDS.name()).size();
    }

    private static List<Object> messages(String topic) {
        return records(topic).stream()
                .<Object>map(record ->
                        CloudEventCodec.decode(record.headers(), record.value()).data())
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return Records.of(service.bootstrapServers(), topic);
    }
}
