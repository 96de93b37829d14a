package io.slipway.kit.edge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.Topic;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.edge.EdgeApplication.Seen;

import static io.slipway.kit.edge.EdgeApplication.DECODING;
import static io.slipway.kit.edge.EdgeApplication.FAILING;
import static io.slipway.kit.edge.EdgeApplication.FAILING_BIG;
import static io.slipway.kit.edge.EdgeApplication.FENCED;
import static io.slipway.kit.edge.EdgeApplication.FENCED_GROUP;
import static io.slipway.kit.edge.EdgeApplication.FORWARDED;
import static io.slipway.kit.edge.EdgeApplication.FORWARDING;
import static io.slipway.kit.edge.EdgeApplication.FORWARDING_ALONE;
import static io.slipway.kit.edge.EdgeApplication.GROUP;
import static io.slipway.kit.edge.EdgeApplication.PASSING;
import static io.slipway.kit.edge.TestTopics.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Each known way in which a Spring Cloud Stream service loses records, tried on real bindings: every record is processed,
 * or dead with its reason, or not committed, or the application does not start; {@link EdgeCheckTest} knows all spellings.
 */
class EdgeIT {
    private static final int ONE_MIB = 1024 * 1024;
    private static final int SMALL = 1000;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The first try and two more, see the settings of the context. */
    private static final int TRIES = 3;

    private static EmbeddedKafka kafka;
    private static TestTopics topics;
    private static ConfigurableApplicationContext context;
    private static Seen seen;

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        topics = new TestTopics(kafka.bootstrapServers());
        List.of(FAILING, FAILING_BIG, FORWARDING, FORWARDING_ALONE, DECODING, PASSING, FENCED)
                .forEach(topic -> topics.create(topic.name(), ONE_MIB));
        List.of(FORWARDING, DECODING, PASSING).forEach(topic -> topics.create(topic.deadLetters(), ONE_MIB));
        topics.create(FAILING_BIG.deadLetters(), SMALL);
        topics.create(FORWARDED.name(), SMALL);
        context = run();
        seen = context.getBean(Seen.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        topics.close();
        kafka.close();
    }

    @Test
    void aRecordIsKeptAsLongAsThereIsNoDeadLetterTopic() {
        topics.send(FAILING.name(), "poison", text("a"));
        topics.send(FAILING.name(), "good", text("b"));
        await().atMost(LIMIT).until(() -> seen.tries(FAILING, "poison") > TRIES);
        assertThat(committed(FAILING)).isEmpty();
        assertThat(seen.tries(FAILING, "good")).isZero();

        topics.create(FAILING.deadLetters(), ONE_MIB);
        await().atMost(LIMIT).until(() -> committed(FAILING).equals(Optional.of(2L)));
        assertThat(seen.tries(FAILING, "good")).isEqualTo(1);
        assertThat(topics.read(FAILING.deadLetters())).hasSize(1);
        assertThat(context.getBean(MeterRegistry.class)
                        .get("slipway.dead_letters")
                        .tags("topic", FAILING.name(), "reason", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRecordIsKeptAsLongAsItsDeadLetterIsRefused() {
        topics.send(FAILING_BIG.name(), "poison", new byte[5 * SMALL]);
        await().atMost(LIMIT).until(() -> seen.tries(FAILING_BIG, "poison") > 2 * TRIES);
        assertThat(committed(FAILING_BIG)).isEmpty();
        assertThat(topics.read(FAILING_BIG.deadLetters())).isEmpty();

        topics.allow(FAILING_BIG.deadLetters(), ONE_MIB);
        await().atMost(LIMIT).until(() -> committed(FAILING_BIG).equals(Optional.of(1L)));
        ConsumerRecord<byte[], byte[]> dead =
                topics.read(FAILING_BIG.deadLetters()).getFirst();
        assertThat(dead.value()).hasSize(5 * SMALL);
        assertThat(header(dead, "slipway-dlt-reason")).isEqualTo("IllegalStateException: cannot stand it");
        assertThat(header(dead, "slipway-dlt-topic")).isEqualTo(FAILING_BIG.name());
        assertThat(header(dead, "slipway-dlt-partition")).isEqualTo("0");
        assertThat(header(dead, "slipway-dlt-offset")).isEqualTo("0");
        assertThat(header(dead, "slipway-dlt-at")).endsWith("Z");
        assertThat(dead.headers()).hasSize(5);
    }

    @Test
    void aRecordWhoseResultIsRefusedBecomesADeadLetterAndTheNextGoesThrough() {
        topics.send(FORWARDING.name(), "big", new byte[5 * SMALL]);
        topics.send(FORWARDING.name(), "small", text("fits"));
        await().atMost(LIMIT).until(() -> committed(FORWARDING).equals(Optional.of(2L)));
        ConsumerRecord<byte[], byte[]> dead =
                topics.read(FORWARDING.deadLetters()).getFirst();
        assertThat(new String(dead.key(), UTF_8)).isEqualTo("big");
        assertThat(header(dead, "slipway-dlt-reason")).contains("RecordTooLargeException");
        assertThat(seen.tries(FORWARDING, "big")).isEqualTo(TRIES);
        List<ConsumerRecord<byte[], byte[]>> forwarded = topics.read(FORWARDED.name()).stream()
                .filter(record -> new String(record.key(), UTF_8).equals("small"))
                .toList();
        assertThat(forwarded).hasSize(1);
        assertThat(forwarded.getFirst().value()).isEqualTo(text("fits"));
    }

    @Test
    void aRecordWhoseResultIsRefusedIsKeptAsLongAsThereIsNoDeadLetterTopic() {
        topics.send(FORWARDING_ALONE.name(), "big-alone", new byte[5 * SMALL]);
        topics.send(FORWARDING_ALONE.name(), "small-alone", text("fits"));
        await().atMost(LIMIT).until(() -> seen.tries(FORWARDING_ALONE, "big-alone") > TRIES);
        assertThat(committed(FORWARDING_ALONE)).isEmpty();
        assertThat(seen.tries(FORWARDING_ALONE, "small-alone")).isZero();

        topics.create(FORWARDING_ALONE.deadLetters(), ONE_MIB);
        await().atMost(LIMIT).until(() -> committed(FORWARDING_ALONE).equals(Optional.of(2L)));
        assertThat(topics.read(FORWARDING_ALONE.deadLetters()))
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("big-alone");
        assertThat(topics.read(FORWARDED.name()))
                .extracting(record -> new String(record.key(), UTF_8))
                .contains("small-alone")
                .doesNotContain("big-alone");
    }

    /** With each of these records were lost when it was tried; what is refused is the start of the whole application. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.binder.transaction.transaction-id-prefix=tx-",
                "default.consumer.batch-mode=true",
                "bindings.decoding-in-0.consumer.batch-mode=true",
                "kafka.default.consumer.enable-dlq=true",
                "kafka.default.producer.sync=false"
            })
    void anApplicationWithASettingThatLosesRecordsDoesNotStart(String setting) {
        String name = "spring.cloud.stream." + setting;
        assertThatThrownBy(() -> run("--" + name).close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("remove " + name.substring(0, name.indexOf('=')) + ": ");
    }

    @Test
    void eachRecordComesAsItIsAndWhatCannotBeReadIsDeadAtOnceWithoutItsNeighbours() {
        IntStream.range(0, 3)
                .forEach(i -> topics.send(DECODING.name(), "good-" + i, EdgeEvents.value(), EdgeEvents.headers()));
        topics.send(DECODING.name(), "malformed", text("{\"taskId\":"), EdgeEvents.headers());
        topics.send(DECODING.name(), "tombstone", null, EdgeEvents.headers());
        topics.send(DECODING.name(), "no-cloud-event", text("{}"));
        Headers unknown = EdgeEvents.headers();
        unknown.remove("ce_type");
        unknown.add("ce_type", text("io.slipway.task.dreamt.v9"));
        topics.send(DECODING.name(), "unknown", EdgeEvents.value(), unknown);
        topics.send(DECODING.name(), "good-3", EdgeEvents.value(), EdgeEvents.headers());

        await().atMost(LIMIT).until(() -> committed(DECODING).equals(Optional.of(8L)));
        List<ConsumerRecord<byte[], byte[]>> records = seen.of(DECODING.name());
        assertThat(records)
                .extracting(ConsumerRecord::offset)
                .containsExactlyElementsOf(LongStream.range(0, 8).boxed().toList());
        assertThat(records.getFirst().value()).isEqualTo(EdgeEvents.value());
        List<ConsumerRecord<byte[], byte[]>> dead = topics.read(DECODING.deadLetters());
        assertThat(dead)
                .extracting(record -> new String(record.key(), UTF_8))
                .containsExactly("malformed", "tombstone", "no-cloud-event", "unknown");
        assertThat(header(dead.get(0), "slipway-dlt-reason")).contains("the data is not a valid");
        assertThat(header(dead.get(1), "slipway-dlt-reason")).isEqualTo("the record has no value");
        assertThat(dead.get(1).value()).isNull();
        assertThat(header(dead.get(2), "slipway-dlt-reason")).isEqualTo("the header ce_specversion is missing");
        assertThat(header(dead.get(3), "slipway-dlt-reason")).contains("unknown type io.slipway.task.dreamt.v9");
        assertThat(header(dead.get(3), "ce_type")).isEqualTo("io.slipway.task.dreamt.v9");
    }

    @Test
    void whatPassesByItselfIsTriedAgainBeyondTheLimitAndNeverDead() {
        topics.send(PASSING.name(), "later", text("x"));
        await().atMost(LIMIT).until(() -> committed(PASSING).equals(Optional.of(1L)));
        assertThat(seen.tries(PASSING, "later")).isEqualTo(8);
        assertThat(topics.read(PASSING.deadLetters())).isEmpty();
    }

    @Test
    void anInputWhoseNameSomebodyElseTakesStopsAndIsSeenToBeBroken() {
        EdgeIntakes intakes = context.getBean(EdgeIntakes.class);
        String input = FENCED.name() + " " + FENCED_GROUP;
        topics.send(FENCED.name(), "first", text("x"));
        await().atMost(LIMIT).until(() -> seen.tries(FENCED, "first") == 1);
        assertThat(intakes.states()).containsEntry(input, EdgeIntakes.State.RUNNING);
        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        FENCED_GROUP,
                        "group.instance.id",
                        "main-fenced-0"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of(FENCED.name()));
            await().atMost(LIMIT).until(() -> {
                other.poll(Duration.ofMillis(100));
                return intakes.states().get(input) == EdgeIntakes.State.BROKEN;
            });
        }
        assertThat(context.getBean(EdgeHealth.class).health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void theLagOfAnInputIsAMetric() {
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(meters.get("spring.cloud.stream.binder.kafka.offset")
                                .tags("topic", DECODING.name(), "group", GROUP)
                                .gauges())
                        .isNotEmpty());
    }

    private static ConfigurableApplicationContext run(String... more) {
        String[] settings = {
            "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--slipway.edge.retries=2",
            "--slipway.edge.first-wait=20ms",
            "--slipway.edge.max-wait=50ms"
        };
        return new SpringApplicationBuilder(EdgeApplication.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new));
    }

    private static Optional<Long> committed(Topic topic) {
        return topics.committed(GROUP, topic.name());
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
