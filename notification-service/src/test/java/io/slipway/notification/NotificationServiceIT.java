package io.slipway.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.notification.DeliveryEvent.Delivered;
import io.slipway.kit.edge.TestTopics;
import io.slipway.kit.http.ApiDescription;
import io.slipway.kit.service.ServiceUnderTest;
import io.slipway.notification.targets.HttpTarget.Reply;
import io.slipway.notification.targets.SlackServer;
import io.slipway.notification.targets.WebhookServer;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as it is shipped, on a real broker; the test plays the deploy-orchestrator and the targets. */
class NotificationServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final SlackServer slack = new SlackServer();
    private final WebhookServer hook = new WebhookServer();
    private ServiceUnderTest service;
    private TestTopics topics;
    private DeployEvents deploy;

    @BeforeEach
    void start() {
        service = service();
        topics = new TestTopics(service.bootstrapServers());
        deploy = new DeployEvents(topics);
        service.start();
    }

    @AfterEach
    void stop() {
        topics.close();
        slack.close();
        hook.close();
        service.close();
    }

    @Test
    void eachTransitionIsToldOnceInOrderWhateverIsRedeliveredAndHoweverLongTheTargetIsDown() {
        slack.always(Reply.of(503, ""));
        deploy.applied(
                1,
                new NotificationRule("ops", List.of(), List.of()),
                new NotificationRule("hook", List.of(), List.of(DeploymentState.SUCCEEDED)),
                new NotificationRule("log", List.of(), List.of()));
        for (int number = 1; number <= 3; number++) {
            deploy.requested(number);
            deploy.queued(number);
            deploy.queued(number);
            deploy.queued(number, "the-same-again-" + number);
            deploy.succeeded(number);
        }
        await().atMost(LIMIT).until(() -> hook.taken().size() == 3);
        await().atMost(LIMIT).until(() -> slack.calls().size() >= 4);

        JsonNode ops = channel("ops");
        assertThat(ops.path("waiting").asInt()).isEqualTo(6);
        assertThat(ops.path("lastError").asString()).isEqualTo("Slack answered 503");

        service.stop();
        deploy.queued(3, "while-it-was-away");
        deploy.queued(4);
        service.start();
        int calls = slack.calls().size();
        await().atMost(LIMIT).until(() -> slack.calls().size() > calls);
        slack.always(null);

        await().atMost(LIMIT).until(() -> slack.messages().size() == 7);
        assertThat(slack.texts())
                .containsExactly(
                        "shop 1.1 waits for staging (shop-staging-1, requested by ada)",
                        "shop 1.1 is live in staging (shop-staging-1, requested by ada)",
                        "shop 1.2 waits for staging (shop-staging-2, requested by ada)",
                        "shop 1.2 is live in staging (shop-staging-2, requested by ada)",
                        "shop 1.3 waits for staging (shop-staging-3, requested by ada)",
                        "shop 1.3 is live in staging (shop-staging-3, requested by ada)",
                        "shop 1.4 waits for staging (shop-staging-4)");
        await().atMost(LIMIT).until(() -> delivered().size() == 7 + 3 + 7);
        assertThat(delivered()).doesNotHaveDuplicates();
        assertThat(hook.taken())
                .extracting(call -> call.headers().getFirst("X-Slipway-Delivery"))
                .containsExactly(
                        "shop-staging-1/SUCCEEDED/hook",
                        "shop-staging-2/SUCCEEDED/hook",
                        "shop-staging-3/SUCCEEDED/hook");
        await().atMost(LIMIT).until(() -> channel("ops").path("delivered").asInt() == 7);
        assertThat(channel("ops").path("lastError").isMissingNode()).isTrue();
    }

    @Test
    void aPausedDeploymentAndAnAlertAreToldOnceThoughNoRuleAsksForThem() {
        deploy.requested(1);
        deploy.paused(1);
        deploy.paused(1);
        await().atMost(LIMIT).until(() -> slack.messages().size() == 1);
        deploy.alert("alert-1", "ada broke the glass");
        deploy.alert("alert-1", "ada broke the glass");
        deploy.paused(2);

        await().atMost(LIMIT).until(() -> slack.messages().size() == 3);
        assertThat(slack.texts())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .isEqualTo("shop 1.1 is paused in staging (shop-staging-1, requested by ada):"
                                        + " slipway: too little data"),
                        text -> assertThat(text).startsWith("shop is paused in staging (shop-staging-2)"),
                        text -> assertThat(text).startsWith("ada broke the glass ("));
    }

    @Test
    void theServiceAloneDescribesItsOperations() {
        ApiDescription description = new ApiDescription(get("/api/v1/openapi.json"));
        assertThat(description.paths().map(Map.Entry::getKey)).contains("/api/v1/applications/{name}/notifications");
        description.assertSaysWhatAllIsFor();
    }

    @Test
    void garbageBecomesADeadLetterAndAnEventOfANewerVersionIsSkippedAndCounted() {
        topics.send(Topics.DEPLOY_EVENTS.name(), "shop", new byte[] {1, 2, 3});
        var newer = new RecordHeaders();
        newer.add("ce_specversion", "1.0".getBytes());
        newer.add("ce_id", "newer".getBytes());
        newer.add("ce_source", "/slipway/deploy-orchestrator".getBytes());
        newer.add("ce_type", "io.slipway.deploy.deployment.dreamt.v9".getBytes());
        topics.send(Topics.DEPLOY_EVENTS.name(), "shop", "{}".getBytes(), newer);
        deploy.applied(1, new NotificationRule("ops", List.of(), List.of()));
        deploy.queued(1);

        await().atMost(LIMIT).until(() -> slack.messages().size() == 1);
        assertThat(topics.read(Topics.DEPLOY_EVENTS.deadLetters())).hasSize(1);
        assertThat(service.bean(MeterRegistry.class)
                        .counter("slipway.events.read", "context", "notification", "outcome", "unknown_type")
                        .count())
                .isEqualTo(1);
    }

    private ServiceUnderTest service() {
        return new ServiceUnderTest(NotificationServiceApplication.class, folder)
                .with(
                        "--slipway.http.anonymous=true",
                        "--slipway.notification.first-wait=50ms",
                        "--slipway.notification.max-wait=200ms",
                        "--slipway.notification.calls.tries=1",
                        "--slipway.notification.calls.open-for=50ms",
                        "--slipway.notification.calls.slack-interval=1ms",
                        "--slipway.notification.subscriptions[0].channel=ops",
                        "--slipway.notification.subscriptions[0].severity=warning",
                        "--slipway.notification.channels.ops.type=slack",
                        "--slipway.notification.channels.ops.url=" + slack.address(),
                        "--slipway.notification.channels.hook.type=webhook",
                        "--slipway.notification.channels.hook.url=" + hook.address(),
                        "--slipway.notification.channels.hook.secret=0123456789abcdef0123");
    }

    private List<String> delivered() {
        return topics.read(Topics.NOTIFICATIONS.name()).stream()
                .map(record ->
                        CloudEventCodec.decode(record.headers(), record.value()).data())
                .filter(Delivered.class::isInstance)
                .map(event -> ((Delivered) event).notificationId())
                .toList();
    }

    /** What the HTTP API says of a channel. */
    private JsonNode channel(String name) {
        return get("/api/v1/applications/shop/notifications")
                .path("channels")
                .valueStream()
                .filter(channel -> channel.path("channel").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode get(String path) {
        return ServiceUnderTest.body(service.send(service.request(path)), 200);
    }
}
