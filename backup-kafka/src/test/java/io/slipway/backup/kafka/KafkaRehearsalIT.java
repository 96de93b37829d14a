package io.slipway.backup.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.tree.TreeBrowser;
import io.slipway.events.Topic;
import io.slipway.kafka.embedded.EmbeddedKafka;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.topics.TopicProvisioner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A second cluster that an export is restored into, in one go or after a death, and removed from again. */
class KafkaRehearsalIT {
    private static final int MIB = 1 << 20;

    @TempDir
    static Path folder;

    private static EmbeddedKafka source;
    private static EmbeddedKafka target;
    private static KafkaSettings from;
    private static KafkaSettings to;

    @BeforeAll
    static void startTheBrokers() {
        source = EmbeddedKafka.startOnFreePorts(folder.resolve("source"));
        target = EmbeddedKafka.startOnFreePorts(folder.resolve("target"));
        from = KafkaSettings.of(source.bootstrapServers(), "source");
        to = KafkaSettings.of(target.bootstrapServers(), "target");
    }

    @AfterAll
    static void stopTheBrokers() {
        source.close();
        target.close();
    }

    private static List<Topic> topics(String name) {
        return List.of(
                new Topic(name + ".events", 2, Topic.Cleanup.DELETE, Duration.ofDays(7), MIB, "events"),
                new Topic(name + ".state", 2, Topic.Cleanup.COMPACT, Duration.ZERO, MIB, "state"));
    }

    private static Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(from.client("producer"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(KafkaSettings settings, TopicPartition partition) {
        Map<String, Object> config = new HashMap<>(settings.client("reader"));
        config.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private static List<String> described(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> Arrays.hashCode(record.key()) + "=" + Arrays.hashCode(record.value()) + "@"
                        + record.timestamp())
                .toList();
    }

    /** The nearest to a kill that leaves the test alive: reading the repository ends at some place, later each time. */
    @Test
    void goesOnWhereAnImportDied() throws Exception {
        List<Topic> topics = topics("begun");
        new TopicProvisioner(from).provision(topics);
        new TopicProvisioner(to).provision(topics);
        TopicPartition events = new TopicPartition("begun.events", 1);
        Random random = new Random(7);
        try (Producer<byte[], byte[]> producer = producer()) {
            for (int i = 0; i < 600; i++) {
                byte[] value = new byte[10_000];
                random.nextBytes(value);
                producer.send(new ProducerRecord<>("begun.events", 1, null, value));
                producer.send(new ProducerRecord<>("begun.state", 0, ("key " + i).getBytes(UTF_8), new byte[10]));
            }
        }
        try (Admin admin = Admin.create(from.client("admin"))) {
            admin.alterConsumerGroupOffsets("begun-readers", Map.of(events, new OffsetAndMetadata(300)))
                    .all()
                    .get();
        }
        try (Exports exports = new Exports()) {
            TreeBrowser taken = exports.take(Exports.of(from, topics));
            List<Integer> reached = new ArrayList<>();
            for (int blobs = 4; imports(exports.endingAfter(blobs)) != null; blobs += 4) {
                reached.add(read(to, events).size());
            }
            assertThat(reached)
                    .as("some ended in the middle of a partition, and none lost what was there")
                    .anyMatch(count -> count > 0 && count < 600)
                    .isSorted();
            assertThat(imports(taken)).as("what is whole stays so").isNull();

            for (TopicPartition partition : List.of(events, new TopicPartition("begun.state", 0))) {
                assertThat(described(read(to, partition))).isEqualTo(described(read(from, partition)));
            }
            try (Admin admin = Admin.create(to.client("admin"))) {
                assertThat(admin.listConsumerGroupOffsets("begun-readers")
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .containsEntry(events, new OffsetAndMetadata(300));
            }
        }
    }

    /** What an import ended with; null where it came to its end. */
    private static @Nullable IOException imports(TreeBrowser tree) {
        try {
            new KafkaImport(to.client("import")).restore(tree, Exports.FOLDER, (_, _, _) -> {});
            return null;
        } catch (IOException e) {
            assertThat(e).hasStackTraceContaining("killed");
            return e;
        }
    }

    @Test
    void aRehearsalComparesEverythingAndLeavesNothing() throws Exception {
        List<Topic> topics = topics("drilled");
        new TopicProvisioner(from).provision(topics);
        try (Producer<byte[], byte[]> producer = producer();
                Exports exports = new Exports()) {
            producer.send(new ProducerRecord<>("drilled.state", 1, "crm".getBytes(UTF_8), "state".getBytes(UTF_8)))
                    .get();
            // Older than its topic keeps it, by far.
            producer.send(new ProducerRecord<>("drilled.events", 0, 1_700_000_000_000L, null, "event".getBytes(UTF_8)))
                    .get();
            KafkaRehearsal rehearsal =
                    new KafkaRehearsal(to.client("drill"), exports.take(Exports.of(from, topics)), Exports.FOLDER);

            assertThat(rehearsal.run((_, _, _) -> {}))
                    .allSatisfy(check ->
                            assertThat(check.passed()).as(check.toString()).isTrue())
                    .extracting(KafkaRehearsal.Check::name)
                    .contains("drilled.events: records", "drilled.state: content", "drilled.events: settings");

            rehearsal.clear();
            try (Admin admin = Admin.create(to.client("admin"))) {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(admin.listTopics().names().get())
                                        .doesNotContain("drilled.events", "drilled.state", KafkaRehearsal.MARK));
            }
        }
    }
}
