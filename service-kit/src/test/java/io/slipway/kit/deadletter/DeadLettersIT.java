package io.slipway.kit.deadletter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.edge.TestTopics;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.time.FakeClock;

import static io.slipway.kit.edge.TestTopics.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DeadLettersIT {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private static EmbeddedKafka kafka;
    private static TestTopics topics;
    private static DeadLetters letters;
    private static final FakeClock CLOCK = new FakeClock(NOW);
    private static int tests;

    private String origin = "";
    private String dead = "";

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        topics = new TestTopics(kafka.bootstrapServers());
        letters = new DeadLetters(KafkaSettings.of(kafka.bootstrapServers(), "main"), CLOCK);
    }

    @BeforeEach
    void topics() {
        origin = "origin-" + tests++;
        dead = origin + ".dlt";
        topics.create(origin, 1_000_000);
        topics.create(dead, 1_000_000);
    }

    @AfterAll
    static void stop() {
        letters.close();
        topics.close();
        kafka.close();
    }

    @Test
    void aDeadLetterIsListedWithWhereItCameFromAndWhyTheNewestFirst() {
        bury("{\"a\":1}", "2026-01-01T00:00:00Z");
        bury("{\"a\":2}", "2026-01-01T00:00:01Z");
        assertThat(mine())
                .containsExactly(
                        new DeadLetter(
                                dead + "@0-1",
                                origin,
                                3,
                                41,
                                Instant.parse("2026-01-01T00:00:01Z"),
                                "no such thing",
                                "greeter",
                                "io.slipway.deploy.request.v1",
                                "id-1",
                                "greeter",
                                "{\"a\":2}",
                                null),
                        new DeadLetter(
                                dead + "@0-0",
                                origin,
                                3,
                                41,
                                Instant.parse("2026-01-01T00:00:00Z"),
                                "no such thing",
                                "greeter",
                                "io.slipway.deploy.request.v1",
                                "id-1",
                                "greeter",
                                "{\"a\":1}",
                                null));
    }

    @Test
    void aDeadLetterWithoutAnyHeaderIsListedAllTheSame() {
        topics.send(dead, "key", null);
        DeadLetter letter = mine().getFirst();
        assertThat(letter.topic()).isEqualTo(origin);
        assertThat(letter.reason()).startsWith("unknown");
        assertThat(letter.partition()).isEqualTo(-1);
        assertThat(letter.valuePreview()).isNull();
    }

    @Test
    void aDeadLetterIsFoundWithAllItsHeadersAndItsWholeValue() {
        String value = "x".repeat(5000);
        bury(value, "2026-01-01T00:00:00Z");
        DeadLetterDetail detail = letters.find(dead + "@0-0").orElseThrow();
        assertThat(detail.value()).isEqualTo(value);
        assertThat(detail.headers()).containsEntry("own", "kept").containsEntry("slipway-dlt-reason", "no such thing");
        assertThat(detail.letter().valuePreview()).hasSize(300);
    }

    @Test
    void anIdThatNamesNothingFindsNothingAndReplaysNothing() {
        bury("{}", "2026-01-01T00:00:00Z");
        for (String id : List.of(
                dead + "@0-7", dead + "@9-0", "nowhere.dlt@0-0", origin + "@0-0", "rubbish", "", dead + "@0-x")) {
            assertThat(letters.find(id)).isEmpty();
            assertThat(letters.replay(id, "ada", false)).isEqualTo(new ReplayResult.NotFound(id));
        }
        assertThat(topics.read(origin)).isEmpty();
    }

    @Test
    void aReplayedRecordIsTheOneThatDiedAndTheListSaysWhoReplayedIt() {
        bury("{\"a\":1}", "2026-01-01T00:00:00Z");
        String id = dead + "@0-0";
        assertThat(letters.replay(id, "ada", false)).isInstanceOfSatisfying(ReplayResult.Replayed.class, replayed -> {
            assertThat(replayed.topic()).isEqualTo(origin);
            assertThat(replayed.offset()).isZero();
        });
        ConsumerRecord<byte[], byte[]> record = topics.read(origin).getFirst();
        assertThat(new String(record.key(), UTF_8)).isEqualTo("greeter");
        assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(record.headers())
                .extracting(h -> h.key())
                .containsExactly("ce_type", "ce_id", "ce_subject", "own", "slipway-replay-of");
        assertThat(header(record, "slipway-replay-of")).isEqualTo(id);
        assertThat(mine()).hasSize(1);
        assertThat(mine().getFirst().replayed()).isEqualTo(new DeadLetter.Replayed(CLOCK.instant(), "ada"));
    }

    @Test
    void aSecondReplayWantsToBeForcedAndThenCounts() {
        bury("{}", "2026-01-01T00:00:00Z");
        String id = dead + "@0-0";
        letters.replay(id, "ada", false);
        assertThat(letters.replay(id, "bob", false)).isInstanceOf(ReplayResult.AlreadyReplayed.class);
        assertThat(topics.read(origin)).hasSize(1);
        CLOCK.advance(Duration.ofSeconds(1));
        assertThat(letters.replay(id, "bob", true)).isInstanceOf(ReplayResult.Replayed.class);
        assertThat(topics.read(origin)).hasSize(2);
        assertThat(Optional.ofNullable(mine().getFirst().replayed()))
                .map(DeadLetter.Replayed::by)
                .contains("bob");
    }

    private List<DeadLetter> mine() {
        return letters.list().stream()
                .filter(letter -> letter.topic().equals(origin))
                .toList();
    }

    private void bury(String value, String at) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_type", "io.slipway.deploy.request.v1");
        add(headers, "ce_id", "id-1");
        add(headers, "ce_subject", "greeter");
        add(headers, "own", "kept");
        add(headers, "slipway-dlt-reason", "no such thing");
        add(headers, "slipway-dlt-topic", origin);
        add(headers, "slipway-dlt-partition", "3");
        add(headers, "slipway-dlt-offset", "41");
        add(headers, "slipway-dlt-at", at);
        topics.send(dead, "greeter", value.getBytes(UTF_8), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
