package io.slipway.notification.deliver;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.events.json.Json;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.targets.HttpTarget;
import io.slipway.notification.targets.HttpTarget.Call;
import io.slipway.notification.targets.HttpTarget.Reply;
import io.slipway.notification.targets.WebhookServer;

import tools.jackson.databind.JsonNode;

import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.reached;
import static org.assertj.core.api.Assertions.assertThat;

/** The webhook channel against a receiver that verifies as the how-to says. */
class WebhookContractIT {
    private final WebhookServer target = new WebhookServer();
    private final Courier courier = new Courier().with("hook", ChannelSettings.Type.WEBHOOK, target.address());

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void theReceiverCanTellWhoWroteItAndWhenAndWhetherItHasItAlready() {
        tell();
        Call call = target.taken().getFirst();
        String timestamp = call.headers().getFirst("X-Slipway-Timestamp");
        String signature = call.headers().getFirst("X-Slipway-Signature");
        Instant now = courier.clock.instant();

        assertThat(VerifySignature.verify(Courier.SECRET, timestamp, signature, call.body(), now))
                .isTrue();
        assertThat(VerifySignature.verify("another-secret", timestamp, signature, call.body(), now))
                .isFalse();
        assertThat(VerifySignature.verify(Courier.SECRET, timestamp, signature, "{}".getBytes(), now))
                .isFalse();
        assertThat(VerifySignature.verify(
                        Courier.SECRET, timestamp, signature, call.body(), now.plus(Duration.ofMinutes(6))))
                .as("a call somebody kept and sends again later")
                .isFalse();
        assertThat(VerifySignature.verify(Courier.SECRET, "yesterday", signature, call.body(), now))
                .isFalse();
        assertThat(call.headers().getFirst("X-Slipway-Delivery")).isEqualTo("shop-staging-1/QUEUED/hook");
    }

    @Test
    void theBodyIsACloudEventWithTheFacts() {
        tell();
        Call call = target.taken().getFirst();
        JsonNode event = Json.mapper().readTree(call.body());
        assertThat(call.headers().getFirst("Content-Type")).startsWith("application/cloudevents+json");
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("id").asString()).isEqualTo("shop-staging-1/QUEUED/hook");
        assertThat(event.path("time").asString()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(event.path("data").path("to").asString()).isEqualTo("QUEUED");
        assertThat(event.path("data").path("version").asString()).isEqualTo("1.1");
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (WebhookServer other = new WebhookServer()) {
            target.always(Reply.redirect(other.address()));
            tell();
            assertThat(other.calls()).isEmpty();
            assertThat(courier.lastError("hook")).isEqualTo("the webhook answered 302");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 408, 429, 500, 503})
    void whateverIsWrongWithTheTargetTheNotificationWaits(int status) {
        target.always(Reply.of(status, "some words with a secret in them"));
        tell();
        courier.pass(Duration.ofHours(3));
        assertThat(courier.errors("hook"))
                .anySatisfy(error -> assertThat(error).contains(String.valueOf(status)))
                .noneSatisfy(error -> assertThat(error).contains("words"));
        target.always(null);
        courier.pass(Duration.ofMinutes(5));
        assertThat(target.taken()).hasSize(1);
    }

    @Test
    void aTargetThatDoesNotAnswerIsLeftAndTriedAgain() {
        target.then(HttpTarget.HANG);
        tell();
        assertThat(courier.lastError("hook")).startsWith("no answer in time");
        courier.pass(Duration.ofSeconds(1));
        assertThat(target.taken()).hasSize(1);
    }

    @Test
    void whatComesAgainBecauseTheAnswerWasLostHasTheSameDeliveryId() {
        target.then(HttpTarget.TAKE_AND_DROP);
        tell();
        assertThat(target.taken()).as("not again within the same attempt").hasSize(1);
        courier.pass(Duration.ofSeconds(1));
        assertThat(target.taken())
                .hasSize(2)
                .extracting(call -> call.headers().getFirst("X-Slipway-Delivery"))
                .containsOnly("shop-staging-1/QUEUED/hook");
        assertThat(courier.nothingWaits()).isTrue();
    }

    private void tell() {
        courier.observe(everythingTo(1, "hook"));
        courier.observe(reached(1, QUEUED));
    }
}
