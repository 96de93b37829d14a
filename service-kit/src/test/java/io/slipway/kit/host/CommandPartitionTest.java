package io.slipway.kit.host;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.slipway.events.Command;
import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Refusal;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.kafka.RecordHeaders;
import io.slipway.kit.time.FakeClock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class CommandPartitionTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final FakeClock clock = new FakeClock(DeciderScenario.START);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private PartitionDriver driver;

    @BeforeEach
    void startThePartition() {
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
        driver = new PartitionDriver(new HostRuntime(clock, metrics, telemetry));
    }

    @Test
    void anAcceptedCommandBecomesEventsTasksDocumentsAndAReply() {
        send("c1", start("2.0"));

        var event = only(Topics.DEPLOY_EVENTS);
        assertThat(key(event)).isEqualTo("app");
        Envelope<byte[]> envelope = CloudEventCodec.attributes(event.headers(), event.value());
        assertThat(envelope.type()).isEqualTo("test.tally.counted.v1");
        assertThat(envelope.causationId()).isEqualTo("c1");
        assertThat(envelope.correlationId()).isEqualTo("correlation-c1");
        assertThat(envelope.actor()).isEqualTo("ada");
        assertThat(envelope.time()).isEqualTo(clock.instant());
        assertThat(key(only(Topics.DEPLOY_TASKS))).isEqualTo("app-1");
        var view = only(Topics.DEPLOY_VIEWS);
        assertThat(key(view)).isEqualTo("application/app");
        assertThat(CloudEventCodec.decode(view.headers(), view.value()).data())
                .isInstanceOfSatisfying(
                        ApplicationView.class,
                        shown -> assertThat(shown.revision()).isEqualTo(1));
        assertThat(reply()).isEqualTo(new CommandReply("c1", true, "app", 1, null));
        assertThat(counted("accepted")).isEqualTo(1);
    }

    @Test
    void aRefusedCommandChangesNothingAndIsAnswered() {
        send("c1", start(Tally.REFUSE));

        assertThat(reply())
                .isEqualTo(new CommandReply("c1", false, null, 0, Refusal.of(Refusal.Code.NOT_FOUND, "no such thing")));
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
        assertThat(stored()).isNull();
        assertThat(counted("refused")).isEqualTo(1);
    }

    @Test
    void aRepeatedCommandGetsTheFirstReplyAndNoSecondEvent() {
        send("c1", start("2.0"));
        CommandReply first = reply();
        all(Topics.DEPLOY_EVENTS);

        send("c1", start("2.0"));

        var second = only(Topics.DEPLOY_REPLIES);
        assertThat(decodeReply(second)).isEqualTo(first);
        assertThat(RecordHeaders.get(second.headers(), RecordHeaders.DUPLICATE)).isEqualTo("repeated");
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
        assertThat(counted("duplicate")).isEqualTo(1);
    }

    @Test
    void theSameIdWithAnotherBodyIsAConflict() {
        send("c1", start("2.0"));
        reply();
        all(Topics.DEPLOY_EVENTS);

        send("c1", start("3.0"));

        CommandReply second = reply();
        assertThat(second.accepted()).isFalse();
        assertThat(second.refusal().code()).isEqualTo(Refusal.Code.CONFLICT);
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
        assertThat(counted("conflict")).isEqualTo(1);
    }

    @Test
    void aCommandThatComesAgainAfterItsAnswerWasForgottenIsNotCarriedOut() {
        long sent = clock.millis();
        send("c1", start("2.0"));
        reply();
        all(Topics.DEPLOY_EVENTS);
        pass(AnsweredCommands.KEPT.plusSeconds(120));

        driver.send(
                "app".getBytes(UTF_8),
                Json.write(start("2.0")),
                CloudEventCodec.headers(envelope("c1", start("2.0"), null)),
                sent);

        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
        assertThat(reason()).contains("more than 7 days ago");
        assertThat(reply().accepted()).isFalse();
        assertThat(counted("expired")).isEqualTo(1);
    }

    @Test
    void aCommandThatComesAgainJustBeforeItsAnswerIsForgottenGetsTheFirstReply() {
        long sent = clock.millis();
        send("c1", start("2.0"));
        CommandReply first = reply();
        all(Topics.DEPLOY_EVENTS);
        pass(AnsweredCommands.KEPT.plusMillis(1).minusMinutes(1));

        driver.send(
                "app".getBytes(UTF_8),
                Json.write(start("2.0")),
                CloudEventCodec.headers(envelope("c1", start("2.0"), null)),
                sent);

        assertThat(reply()).isEqualTo(first);
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
    }

    @Test
    void aCommandIdCanBeUsedAgainAfterAWeek() {
        send("c1", start("2.0"));
        reply();
        pass(AnsweredCommands.KEPT.plusSeconds(120));

        send("c1", start("3.0"));

        assertThat(reply().accepted()).isTrue();
    }

    @Test
    void aReportIsDecidedOnEachTimeItComes() {
        TaskReport report = new TaskReport.Succeeded("t1", 1, "worker", Json.tree(Map.of()));
        send("c1", report);
        send("c1", report);

        assertThat(all(Topics.DEPLOY_EVENTS)).hasSize(2);
        assertThat(all(Topics.DEPLOY_REPLIES)).as("nobody asked for an answer").isEmpty();
    }

    @Test
    void aPoisonRecordBecomesADeadLetterAsItWasAndTheNextCommandIsCarriedOut() {
        byte[] poison = {(byte) 0xff, 0, 1};
        Headers headers = RecordHeaders.empty();
        headers.add("kept", "yes".getBytes(UTF_8));
        driver.send(poison, poison, headers);
        send("c1", start("2.0"));

        var dead = driver.read(Topics.DEPLOY_COMMANDS.deadLetters()).getFirst();
        assertThat(dead.key()).isEqualTo(poison);
        assertThat(dead.value()).isEqualTo(poison);
        assertThat(RecordHeaders.get(dead.headers(), "kept")).isEqualTo("yes");
        assertThat(RecordHeaders.get(dead.headers(), RecordHeaders.DLT_REASON)).contains("not UTF-8");
        assertThat(RecordHeaders.get(dead.headers(), RecordHeaders.DLT_TOPIC)).isEqualTo(Topics.DEPLOY_COMMANDS.name());
        assertThat(RecordHeaders.get(dead.headers(), RecordHeaders.DLT_OFFSET)).isEqualTo("0");
        assertThat(reply().accepted()).isTrue();
        assertThat(metrics.get("slipway.dead_letters").counter().count()).isEqualTo(1);
    }

    @Test
    void aCommandOfANewerVersionBecomesADeadLetterAndItsSenderIsTold() {
        Headers headers = CloudEventCodec.headers(envelope("c1", start("2.0"), null));
        RecordHeaders.set(headers, "ce_type", "io.slipway.deploy.deployment.start.v99");
        driver.send("app".getBytes(UTF_8), "{}".getBytes(UTF_8), headers);

        assertThat(reason()).contains("v99");
        assertThat(reply().refusal().code()).isEqualTo(Refusal.Code.INVALID);
    }

    @Test
    void anEventIsNoCommand() {
        CommandReply event = new CommandReply("x", true, null, 0, null);
        Headers headers = CloudEventCodec.headers(envelope("c1", start("2.0"), null));
        RecordHeaders.set(headers, "ce_type", MessageCatalogue.typeOf(CommandReply.class));
        driver.send("app".getBytes(UTF_8), Json.write(event), headers);

        assertThat(reason()).contains("not a command");
    }

    @Test
    void aFaultInTheDeciderLeavesTheStateAndIsADeadLetterThatCanBeReplayed() {
        send("c1", start("2.0"));
        reply();
        byte[] before = stored();
        all(Topics.DEPLOY_EVENTS);

        send("c2", start(Tally.THROW));

        assertThat(reason()).contains("a fault in the decider");
        assertThat(reply().refusal().code()).isEqualTo(Refusal.Code.INTERNAL);
        assertThat(stored()).isEqualTo(before);
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
        assertThat(driver.answer("c2")).isNull();
    }

    @Test
    void anEventThatKafkaWouldRefuseFailsTheCommandAndNotThePartition() {
        send("c1", start(Tally.TOO_LARGE));
        send("c2", start("2.0"));

        assertThat(reason()).contains("too large");
        assertThat(all(Topics.DEPLOY_REPLIES))
                .extracting(reply -> decodeReply(reply).accepted())
                .containsExactly(false, true);
        assertThat(all(Topics.DEPLOY_EVENTS)).hasSize(1);
    }

    @Test
    void timeIsSeenWhenItHasComeAndNotBefore() {
        send("c1", new DeployCommand.Pause("app", "d1", null));
        all(Topics.DEPLOY_EVENTS);

        pass(Tally.WAIT.minusMillis(1));
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();

        pass(Duration.ofMillis(1));
        var event = only(Topics.DEPLOY_EVENTS);
        Envelope<byte[]> envelope = CloudEventCodec.attributes(event.headers(), event.value());
        assertThat(envelope.correlationId()).isEqualTo("correlation-c1");
        assertThat(envelope.causationId()).startsWith("time:");
        assertThat(envelope.time()).isEqualTo(clock.instant());

        pass(Duration.ofHours(1));
        assertThat(all(Topics.DEPLOY_EVENTS)).isEmpty();
    }

    @Test
    void whatFollowsFromACommandIsInItsTrace() {
        driver.send(
                "app".getBytes(UTF_8),
                Json.write(start("2.0")),
                CloudEventCodec.headers(envelope("c1", start("2.0"), TRACE)));

        String spanId = spans.getFinishedSpanItems().getFirst().getSpanId();
        assertThat(spans.getFinishedSpanItems().getFirst().getParentSpanId()).isEqualTo("b7ad6b7169203331");
        for (Topic topic :
                List.of(Topics.DEPLOY_EVENTS, Topics.DEPLOY_TASKS, Topics.DEPLOY_VIEWS, Topics.DEPLOY_REPLIES)) {
            var record = only(topic);
            assertThat(CloudEventCodec.attributes(record.headers(), record.value())
                            .traceparent())
                    .as(topic.name())
                    .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-" + spanId + "-01");
        }
    }

    @Test
    void whatTimeLeadsToStaysInTheTrace() {
        driver.send(
                "app".getBytes(UTF_8),
                Json.write(new DeployCommand.Pause("app", "d1", null)),
                CloudEventCodec.headers(envelope("c1", new DeployCommand.Pause("app", "d1", null), TRACE)));
        all(Topics.DEPLOY_EVENTS);

        pass(Tally.WAIT);

        var event = only(Topics.DEPLOY_EVENTS);
        assertThat(CloudEventCodec.attributes(event.headers(), event.value()).traceparent())
                .contains("0af7651916cd43dd8448eb211c80319c");
    }

    private static DeployCommand.Start start(String version) {
        return new DeployCommand.Start("app", null, version, null, Map.of(), null);
    }

    private void send(String id, Command command) {
        driver.send("app".getBytes(UTF_8), Json.write(command), CloudEventCodec.headers(envelope(id, command, null)));
    }

    private Envelope<Command> envelope(String id, Command command, @Nullable String traceparent) {
        return new Envelope<>(
                id,
                URI.create("/test"),
                MessageCatalogue.typeOf(command.getClass()),
                "app",
                clock.instant(),
                "correlation-" + id,
                null,
                "ada",
                traceparent,
                command);
    }

    private void pass(Duration duration) {
        clock.advance(duration);
        driver.passTime();
    }

    private List<ProducerRecord<byte[], byte[]>> all(Topic topic) {
        return driver.read(topic.name());
    }

    private ProducerRecord<byte[], byte[]> only(Topic topic) {
        List<ProducerRecord<byte[], byte[]>> records = all(topic);
        assertThat(records).as(topic.name()).hasSize(1);
        return records.getFirst();
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private CommandReply reply() {
        return decodeReply(only(Topics.DEPLOY_REPLIES));
    }

    private static CommandReply decodeReply(ProducerRecord<byte[], byte[]> record) {
        return (CommandReply)
                CloudEventCodec.decode(record.headers(), record.value()).data();
    }

    private String reason() {
        var dead = driver.read(Topics.DEPLOY_COMMANDS.deadLetters()).getFirst();
        return String.valueOf(RecordHeaders.get(dead.headers(), RecordHeaders.DLT_REASON));
    }

    private byte @Nullable [] stored() {
        return driver.state("app");
    }

    private double counted(String outcome) {
        return metrics.get("slipway.commands").tag("outcome", outcome).counter().count();
    }
}
