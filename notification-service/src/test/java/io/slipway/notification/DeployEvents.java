package io.slipway.notification;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.edge.TestTopics;

/** Plays the deploy-orchestrator: writes what it would about the application {@code shop}. */
final class DeployEvents {
    private final TestTopics topics;
    private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    DeployEvents(TestTopics topics) {
        this.topics = topics;
    }

    void applied(int revision, NotificationRule... rules) {
        write(
                "applied-" + revision,
                new ApplicationEvent.Applied(
                        "shop",
                        revision,
                        new ApplicationSpec("shop", List.of(), List.of(), List.of(rules)),
                        "sha256:" + revision,
                        "ada"));
    }

    void requested(int number) {
        write(
                "requested-" + number,
                new DeploymentEvent.Requested(
                        "shop",
                        "staging",
                        id(number),
                        number,
                        "1." + number,
                        1,
                        List.of(),
                        "ada",
                        null,
                        "correlation-" + number,
                        "chain-" + number,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of(),
                        null));
    }

    void queued(int number) {
        queued(number, "queued-" + number);
    }

    void queued(int number, String eventId) {
        write(
                eventId,
                new DeploymentTransition.Queued(
                        "shop", "staging", id(number), "1." + number, DeploymentState.REQUESTED));
    }

    void succeeded(int number) {
        write(
                "succeeded-" + number,
                new DeploymentTransition.Succeeded(
                        "shop", "staging", id(number), "1." + number, DeploymentState.PROMOTING));
    }

    void paused(int number) {
        write(
                "paused-" + number,
                new DeploymentEvent.Paused("shop", "staging", id(number), "slipway", "too little data"));
    }

    void alert(String id, String title) {
        write(
                Topics.ALERTS,
                id,
                new Alert(id, "shop", "staging", null, "glass.broken", Alert.Severity.CRITICAL, title, "", "ada", at));
    }

    private void write(String eventId, DeployEvent event) {
        write(Topics.DEPLOY_EVENTS, eventId, event);
    }

    private void write(Topic topic, String eventId, Event event) {
        Envelope<Event> envelope = new Envelope<>(
                eventId,
                URI.create("/slipway/deploy-orchestrator"),
                MessageCatalogue.typeOf(event.getClass()),
                "shop",
                at,
                "correlation",
                null,
                "ada",
                null,
                event);
        topics.send(topic.name(), "shop", CloudEventCodec.value(envelope), CloudEventCodec.headers(envelope));
    }

    private static String id(int number) {
        return "shop-staging-" + number;
    }
}
