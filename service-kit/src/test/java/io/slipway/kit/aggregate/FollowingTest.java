package io.slipway.kit.aggregate;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;

import static org.assertj.core.api.Assertions.assertThat;

class FollowingTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Envelope<Event> EVENT = new Envelope<>(
            "event-1",
            URI.create("/slipway/some-service"),
            "io.slipway.some.thing.happened.v1",
            "thing-1",
            AT,
            "correlation-1",
            "command-1",
            "ann",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            new Event() {});

    private static Alert alert(String id) {
        return new Alert(id, "shop", "production", null, "some", Alert.Severity.INFO, "title", "detail", "ann", AT);
    }

    @Test
    void theSameEventIsFollowedByTheSameRecordsAndOthersByOthers() {
        assertThat(Following.id(EVENT, "alert")).isEqualTo(Following.id(EVENT, "alert"));
        assertThat(Following.id(EVENT, "alert")).isNotEqualTo(Following.id(EVENT, "audit"));
    }

    @Test
    void aRecordIsCausedByTheEventAndAboutItsSubject() {
        String id = Following.id(EVENT, "alert");

        Outbound record = Following.record(Topics.ALERTS, "shop", EVENT, id, alert(id));

        assertThat(record)
                .isEqualTo(new Outbound(
                        Topics.ALERTS,
                        "shop",
                        new Envelope<>(
                                id,
                                EVENT.source(),
                                "io.slipway.alert.raised.v1",
                                "thing-1",
                                AT,
                                "correlation-1",
                                "event-1",
                                "ann",
                                EVENT.traceparent(),
                                alert(id))));
    }

    @Test
    void aTaskIsAboutItself() {
        TaskOffered offer = new TaskOffered(
                "task-1",
                1,
                "some",
                "shop",
                Topics.DEPLOY_COMMANDS.name(),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Json.tree(Map.of()),
                Map.of());

        Outbound record = Following.task(Topics.DEPLOY_TASKS, "one-by-one", EVENT, offer);

        assertThat(record.key()).isEqualTo("one-by-one");
        assertThat(record.envelope()).satisfies(envelope -> {
            assertThat(envelope.subject()).isEqualTo("task-1");
            assertThat(envelope.id()).isEqualTo("event-1-task");
            assertThat(envelope.data()).isEqualTo(offer);
        });
    }
}
