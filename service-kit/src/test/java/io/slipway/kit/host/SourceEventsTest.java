package io.slipway.kit.host;

import java.net.URI;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.kafka.RecordHeaders;
import io.slipway.kit.time.FakeClock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SourceEventsTest {
    private final FakeClock clock = new FakeClock(DeciderScenario.START);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final PartitionDriver driver = new PartitionDriver(new HostRuntime(clock, metrics, OpenTelemetry.noop()));

    @Test
    void whatFollowsFromAnEventIsWrittenLikeWhatFollowsFromACommandAndNobodyIsAnswered() {
        happen("e1", "2.0");

        List<ProducerRecord<byte[], byte[]>> events = driver.read(Topics.DEPLOY_EVENTS.name());
        assertThat(events).hasSize(1);
        Envelope<byte[]> event = CloudEventCodec.attributes(
                events.getFirst().headers(), events.getFirst().value());
        assertThat(event.causationId()).isEqualTo("e1");
        assertThat(event.correlationId()).isEqualTo("correlation-e1");
        assertThat(event.actor()).isEqualTo("ada");
        assertThat(driver.read(Topics.DEPLOY_VIEWS.name())).hasSize(1);
        assertThat(driver.state("app")).isNotNull();
        assertThat(driver.read(Topics.DEPLOY_REPLIES.name())).isEmpty();
        assertThat(driver.answer("e1")).isNull();
        assertThat(read("observed")).isEqualTo(1);
    }

    @Test
    void anEventThatAsksForNothingAndOneThatIsRefusedChangeNothing() {
        happen("e1", "");
        happen("e2", Tally.REFUSE);
        assertThat(driver.state("app")).isNull();
        assertThat(read("of_no_interest")).isEqualTo(1);
        assertThat(metrics.counter(
                                "slipway.commands",
                                "context",
                                "tally",
                                "type",
                                "io.slipway.deploy.deployment.start.v1",
                                "outcome",
                                "refused")
                        .count())
                .isEqualTo(1);
        assertThat(driver.read(Topics.ALERTS.deadLetters())).isEmpty();
    }

    @Test
    void aTypeOfANewerVersionIsPassedOver() {
        Headers headers = CloudEventCodec.headers(envelope("e1", "2.0"));
        RecordHeaders.set(headers, "ce_type", "io.slipway.alert.dreamt.v9");
        driver.happen("app".getBytes(UTF_8), "{}".getBytes(UTF_8), headers);
        assertThat(read("unknown_type")).isEqualTo(1);
        assertThat(driver.read(Topics.ALERTS.deadLetters())).isEmpty();
    }

    @Test
    void whatCannotBeReadOrCarriedOutIsADeadLetterOfItsTopicAndTheNextOneCounts() {
        Headers headers = CloudEventCodec.headers(envelope("e1", "2.0"));
        driver.happen("app".getBytes(UTF_8), "{\"id\":".getBytes(UTF_8), headers);
        driver.happen(null, Json.write(alert("2.0")), headers);
        happen("e2", Tally.THROW);
        happen("e3", Tally.TOO_LARGE);

        List<ProducerRecord<byte[], byte[]>> letters = driver.read(Topics.ALERTS.deadLetters());
        assertThat(letters).hasSize(4);
        assertThat(reason(letters.get(1))).contains("no key");
        assertThat(reason(letters.get(2))).contains("a fault in the decider");
        assertThat(RecordHeaders.get(letters.getFirst().headers(), RecordHeaders.DLT_TOPIC))
                .isEqualTo(Topics.ALERTS.name());
        assertThat(driver.state("app")).isNull();

        happen("e4", "2.0");
        assertThat(driver.state("app")).isNotNull();
    }

    private void happen(String id, String title) {
        driver.happen("app".getBytes(UTF_8), Json.write(alert(title)), CloudEventCodec.headers(envelope(id, title)));
    }

    private static @Nullable String reason(ProducerRecord<byte[], byte[]> letter) {
        return RecordHeaders.get(letter.headers(), RecordHeaders.DLT_REASON);
    }

    private double read(String outcome) {
        return metrics.counter("slipway.events.read", "context", "tally", "outcome", outcome)
                .count();
    }

    private Envelope<Alert> envelope(String id, String title) {
        return new Envelope<>(
                id,
                URI.create("/test"),
                MessageCatalogue.typeOf(Alert.class),
                "app",
                clock.instant(),
                "correlation-" + id,
                null,
                "ada",
                null,
                alert(title));
    }

    private Alert alert(String title) {
        return new Alert(
                "a1", "app", "production", null, "test", Alert.Severity.INFO, title, "", "ada", clock.instant());
    }
}
