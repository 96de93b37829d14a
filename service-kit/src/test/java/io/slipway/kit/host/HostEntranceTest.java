package io.slipway.kit.host;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.kafka.RecordHeaders;
import io.slipway.kit.time.FakeClock;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is on the commands topic, nothing stops the partition and nothing gets lost without a word. */
class HostEntranceTest {
    private static final byte[] LARGE = "x".repeat(700_000).getBytes(UTF_8);
    private static final int DEEP = 5_000;

    /** A record with whatever a header, the key or the value was replaced with. */
    record Sent(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

    @Property(tries = 200)
    void eachRecordIsAnsweredOrADeadLetterAndTheNextOneIsProcessed(@ForAll("manyRecords") List<Sent> records) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        PartitionDriver driver = driver(metrics);
        records.forEach(sent -> driver.send(sent.key(), sent.value(), sent.headers()));
        Headers good = headers("good");
        RecordHeaders.set(good, RecordHeaders.SUBMISSION, "of-the-good-one");
        driver.send("good".getBytes(UTF_8), value("1.0"), good);

        List<ProducerRecord<byte[], byte[]>> replies = driver.read(Topics.DEPLOY_REPLIES.name());
        int dead = driver.read(Topics.DEPLOY_COMMANDS.deadLetters()).size();
        double decided = metrics.find("slipway.commands").counters().stream()
                .filter(counter -> !isDead(counter))
                .mapToDouble(Counter::count)
                .sum();
        assertThat(decided + dead).isEqualTo(records.size() + 1);
        assertThat((double) replies.size()).isBetween(decided, decided + dead);
        assertThat(replies)
                .anyMatch(reply ->
                        "of-the-good-one".equals(RecordHeaders.get(reply.headers(), RecordHeaders.SUBMISSION)));
    }

    @Provide
    Arbitrary<List<Sent>> manyRecords() {
        Arbitrary<byte[]> noise = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.of("", "app", "null", "{}", "[]", "{\"application\":7}", "-", "\u0000", "00-1-2-3")
                        .map(text -> text.getBytes(UTF_8)),
                Arbitraries.just(LARGE),
                Arbitraries.just("[".repeat(DEEP).getBytes(UTF_8)));
        Arbitrary<byte[]> key = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("app", "other").map(text -> text.getBytes(UTF_8))),
                Tuple.of(1, noise.injectNull(0.2)));
        Arbitrary<byte[]> value = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("1.0", Tally.REFUSE, Tally.THROW).map(HostEntranceTest::value)),
                Tuple.of(1, noise.injectNull(0.2)));
        Arbitrary<String> header = Arbitraries.of(
                "ce_specversion",
                "ce_id",
                "ce_source",
                "ce_type",
                "ce_time",
                "ce_subject",
                "ce_correlationid",
                "ce_actor",
                "ce_traceparent",
                "content-type",
                RecordHeaders.SUBMISSION,
                RecordHeaders.DLT_REASON);
        return Combinators.combine(key, value, Arbitraries.of("c1", "c2"), header, noise.injectNull(0.3))
                .as((k, v, id, name, replacement) -> new Sent(k, v, headers(id, name, replacement)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Headers headers(String id, String replaced, byte @Nullable [] replacement) {
        Headers headers = headers(id);
        headers.remove(replaced);
        headers.add(replaced, replacement);
        return headers;
    }

    private static Headers headers(String id) {
        return CloudEventCodec.headers(new Envelope<>(
                id,
                URI.create("/test"),
                MessageCatalogue.typeOf(DeployCommand.Start.class),
                "app",
                DeciderScenario.START,
                "correlation",
                null,
                "ada",
                null,
                new byte[0]));
    }

    private static byte[] value(String version) {
        return Json.write(new DeployCommand.Start("app", null, version, null, Map.of(), null));
    }

    private static boolean isDead(Counter counter) {
        String outcome = counter.getId().getTag("outcome");
        return "undecodable".equals(outcome) || "failed".equals(outcome);
    }

    private static PartitionDriver driver(SimpleMeterRegistry metrics) {
        FakeClock clock = new FakeClock(DeciderScenario.START);
        return new PartitionDriver(new HostRuntime(clock, metrics, OpenTelemetry.noop()));
    }
}
