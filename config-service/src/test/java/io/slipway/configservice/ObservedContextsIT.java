package io.slipway.configservice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.TargetSpec;
import io.slipway.events.deploy.pipeline.VerificationSpec;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.edge.TestTopics;

import tools.jackson.databind.JsonNode;

import static io.slipway.configservice.RunningConfigService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What happens elsewhere reaches configuration through Kafka: calendars of pipelines, and alerts. */
class ObservedContextsIT {
    private static final String ROLLOUTS = "/api/v1/config/shop/rollouts";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static RunningConfigService service;
    private static TestTopics topics;
    private static String first;
    private static String second;

    @BeforeAll
    static void aRevisionServesAndAnotherIsInStaging() {
        service = new RunningConfigService(folder);
        topics = new TestTopics(service.bootstrapServers());
        first = service.commit(null, Map.of("slipway-config.yaml", """
                        environments:
                          - name: staging
                          - name: live
                            promotedFrom: staging
                            approval: {required: 1, approvers: [bob]}
                            stages: [{percent: 10, soak: 1h}]
                          - name: frozen
                        """, "base/application.yaml", "timeout: 30\n"));
        service.rollOut("staging", first);
        String rollout = service.rollOut("live", first);
        approve(rollout, first);
        body(service.post("alice", ROLLOUTS + "/" + rollout + "/advance", Map.of()), 202);
        second = service.commit(
                first,
                Map.of(
                        "base/application.yaml",
                        "timeout: 31\n",
                        "environments/staging/application.yaml",
                        "debug: on\n"));
        service.rollOut("staging", second);
    }

    @AfterAll
    static void stop() {
        topics.close();
        service.close();
    }

    @Test
    void aPromotionShowsWhatTheEnvironmentWouldNoticeAndWhoHasToAgree() {
        JsonNode promotion = service.read("/api/v1/config/shop/promotion?from=staging&to=live");

        assertThat(promotion.path("contentHash").asString()).isEqualTo(second);
        assertThat(promotion.path("replaces").asString()).isEqualTo(first);
        assertThat(promotion.path("changes")).hasSize(1);
        assertThat(promotion.path("changes").path(0).path("after").asString()).isEqualTo("31");
        assertThat(promotion.path("approval").path(0).path("approvers").path(0).asString())
                .isEqualTo("bob");
        body(service.get("/api/v1/config/shop/promotion?from=frozen&to=live"), 404);
    }

    @Test
    void aFreezeWindowOfThePipelineRefusesRolloutsByName() {
        FreezeWindow always = new FreezeWindow("stocktaking", "* * * * *", Duration.ofHours(2), ZoneOffset.UTC);
        publish(
                Topics.DEPLOY_EVENTS,
                new ApplicationEvent.Applied(
                        "shop",
                        1,
                        new ApplicationSpec("shop", List.of(), List.of(environment("frozen", always)), List.of()),
                        "sha256:1",
                        "ada"));
        await().atMost(PATIENCE).until(() -> happened(ConfigEvent.CalendarObserved.class));

        JsonNode problem =
                body(service.post("alice", ROLLOUTS, Map.of("environment", "frozen", "revision", second)), 409);

        assertThat(problem.path("detail").asString())
                .startsWith("frozen takes no rollouts now: the freeze window stocktaking is open until ");
    }

    @Test
    void anAlertOfAMissedObjectiveTakesAHalfwayRolloutBackAndRaisesOneItself() {
        String rollout = service.rollOut("live", second);
        approve(rollout, second);
        assertThat(live().path("rollout").path("state").asString()).isEqualTo("rolling-out");

        publish(
                Topics.ALERTS,
                new Alert(
                        UUID.randomUUID().toString(),
                        "shop",
                        "live",
                        null,
                        Alert.SLO_BREACHED,
                        Alert.Severity.CRITICAL,
                        "half of the orders fail",
                        "",
                        "perf-analyzer",
                        Instant.now()));

        await().atMost(PATIENCE)
                .until(() -> live().path("rollout").isMissingNode()
                        || live().path("rollout").isNull());
        assertThat(live().path("current").asString()).isEqualTo(first);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.read(Topics.ALERTS.name()))
                        .extracting(record -> CloudEventCodec.decode(record.headers(), record.value())
                                .data())
                        .anySatisfy(alert -> assertThat(alert)
                                .isInstanceOfSatisfying(
                                        Alert.class,
                                        raised -> assertThat(raised.kind()).isEqualTo("config.taken-back"))));
    }

    private static void approve(String id, String revision) {
        body(service.post("bob", ROLLOUTS + "/" + id + "/approve", Map.of("contentHash", revision)), 202);
    }

    private static JsonNode live() {
        return service.read("/api/v1/config/shop").path("environments").path(1);
    }

    private static boolean happened(Class<? extends ConfigEvent> type) {
        return topics.read(Topics.CONFIG_EVENTS.name()).stream()
                .map(record -> TestTopics.header(record, "ce_type"))
                .anyMatch(MessageCatalogue.typeOf(type)::equals);
    }

    private static EnvironmentSpec environment(String name, FreezeWindow window) {
        Duration minute = Duration.ofMinutes(1);
        return new EnvironmentSpec(
                name,
                new TargetSpec("process", Map.of()),
                1,
                new StrategySpec.Recreate(),
                List.of(),
                null,
                new VerificationSpec(List.of(), null, Duration.ZERO),
                List.of(window),
                new EnvironmentSpec.Timeouts(minute, minute, minute),
                new EnvironmentSpec.RetrySpec(1, minute),
                EnvironmentSpec.Promotion.MANUAL,
                EnvironmentSpec.OnFailure.ROLLBACK,
                null,
                null,
                List.of("oncall"));
    }

    private static void publish(Topic topic, Event event) {
        Envelope<Event> envelope = new Envelope<>(
                UUID.randomUUID().toString(),
                URI.create("/slipway/another"),
                MessageCatalogue.typeOf(event.getClass()),
                "shop",
                Instant.now(),
                "correlation",
                null,
                "somebody",
                null,
                event);
        topics.send(topic.name(), "shop", CloudEventCodec.value(envelope), CloudEventCodec.headers(envelope));
    }
}
