package io.slipway.backup.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From one broker to another: records as they were, groups where they were. */
class KafkaExportIT {
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

    private static Producer<byte[], byte[]> producer(@Nullable String transactionalId) {
        return producer(from, transactionalId);
    }

    private static Producer<byte[], byte[]> producer(KafkaSettings settings, @Nullable String transactionalId) {
        Map<String, Object> config = new HashMap<>(settings.client("producer"));
        if (transactionalId != null) {
            config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        if (transactionalId != null) {
            producer.initTransactions();
        }
        return producer;
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, @Nullable String key, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                partition,
                1_700_000_000_000L + partition,
                key == null ? null : key.getBytes(UTF_8),
                value.getBytes(UTF_8));
        record.headers().add("ce_id", value.getBytes(UTF_8)).add(new RecordHeader("empty", (byte[]) null));
        return record;
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
                .map(record -> (record.key() == null ? "null" : new String(record.key(), UTF_8))
                        + "=" + (record.value() == null ? "null" : new String(record.value(), UTF_8))
                        + "@" + record.timestamp() + record.headers())
                .toList();
    }

    @Test
    void bringsRecordsAndPlacesIntoAnEmptyCluster() throws Exception {
        List<Topic> topics = topics("whole");
        new TopicProvisioner(from).provision(topics);
        TopicPartition events = new TopicPartition("whole.events", 1);
        TopicPartition state = new TopicPartition("whole.state", 0);
        try (Producer<byte[], byte[]> producer = producer("whole")) {
            for (int round = 0; round < 4; round++) {
                producer.beginTransaction();
                producer.send(record("whole.events", 1, "crm", "event " + round));
                producer.send(record("whole.state", 0, "crm", "state " + round));
                if (round == 2) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("whole.state", 0, 5L, "gone".getBytes(UTF_8), (byte[]) null));
            producer.send(record("whole.events", 1, null, "without a key"));
            producer.commitTransaction();
        }
        long second = read(from, events).get(1).offset();
        try (Admin admin = Admin.create(from.client("admin"))) {
            admin.alterConsumerGroupOffsets(
                            "readers",
                            Map.of(
                                    events,
                                    new OffsetAndMetadata(second + 1),
                                    new TopicPartition("whole.events", 0),
                                    new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }

        try (Exports exports = new Exports()) {
            TreeBrowser taken = exports.take(Exports.of(from, topics));
            // What comes later is not in it.
            try (Producer<byte[], byte[]> producer = producer(null)) {
                producer.send(record("whole.events", 1, "crm", "too late")).get();
            }
            new TopicProvisioner(to).provision(topics);
            KafkaManifest manifest =
                    new KafkaImport(to.client("import")).restore(taken, Exports.FOLDER, (_, _, _) -> {});

            assertThat(manifest.atOneMoment()).isTrue();
            assertThat(manifest.records()).isEqualTo(8);
            assertThat(described(read(to, events)))
                    .isEqualTo(described(read(from, events).subList(0, 4)))
                    .anyMatch(line -> line.startsWith("null=without a key"));
            assertThat(described(read(to, state)))
                    .isEqualTo(described(read(from, state)))
                    .anyMatch(line -> line.startsWith("gone=null@5"));
            try (Admin admin = Admin.create(to.client("admin"))) {
                assertThat(admin.listConsumerGroupOffsets("readers")
                                .partitionsToOffsetAndMetadata()
                                .get())
                        .containsEntry(events, new OffsetAndMetadata(2))
                        .containsEntry(new TopicPartition("whole.events", 0), new OffsetAndMetadata(0));
            }

            new KafkaImport(to.client("import")).restore(taken, Exports.FOLDER, (_, _, _) -> {});
            assertThat(read(to, events))
                    .as("what is there is not written again")
                    .hasSize(4);

            try (Admin admin = Admin.create(to.client("admin"));
                    Producer<byte[], byte[]> writer = producer(to, null)) {
                writer.send(record("whole.events", 1, "crm", "of somebody else"))
                        .get();
                admin.alterConsumerGroupOffsets("readers", Map.of(events, new OffsetAndMetadata(3)))
                        .all()
                        .get();
            }
            assertThatThrownBy(
                            () -> new KafkaImport(to.client("import")).restore(taken, Exports.FOLDER, (_, _, _) -> {}))
                    .isInstanceOf(ImportRefusedException.class)
                    .hasMessageContaining("not empty")
                    .hasMessageContaining("whole.events-1")
                    .hasMessageContaining("group readers");
            assertThat(read(to, events)).hasSize(5);
        }
    }

    @Test
    void refusesAClusterWithOtherTopics() throws Exception {
        List<Topic> topics = topics("other");
        new TopicProvisioner(from).provision(topics);
        try (Exports exports = new Exports()) {
            TreeBrowser taken = exports.take(Exports.of(from, topics));
            assertThatThrownBy(
                            () -> new KafkaImport(to.client("import")).restore(taken, Exports.FOLDER, (_, _, _) -> {}))
                    .isInstanceOf(ImportRefusedException.class)
                    .hasMessageContaining("other.events has 0 partitions and had 2");
        }
    }

    @Test
    void makesTopicsAsTheyWere() throws Exception {
        List<Topic> topics = topics("made");
        new TopicProvisioner(from).provision(topics);
        try (Producer<byte[], byte[]> producer = producer(null);
                Exports exports = new Exports()) {
            producer.send(record("made.state", 1, "crm", "state")).get();
            TreeBrowser taken = exports.take(Exports.of(from, topics));

            new KafkaImport(to.client("import"))
                    .creatingTopics((short) 1)
                    .restore(taken, Exports.FOLDER, (_, _, _) -> {});

            // A service that starts compares the topics with what it expects.
            new TopicProvisioner(to).provision(topics);
            assertThat(read(to, new TopicPartition("made.state", 1))).hasSize(1);
        }
    }

    /** What is in a transaction that nobody ends is not committed, and cannot be cut through. */
    @Test
    void saysWhenThereWasNoMomentWithoutOpenTransactions() throws Exception {
        List<Topic> topics = topics("open");
        new TopicProvisioner(from).provision(topics);
        try (Producer<byte[], byte[]> producer = producer("open");
                Exports exports = new Exports()) {
            producer.beginTransaction();
            producer.send(record("open.events", 0, "crm", "open")).get();

            KafkaExport impatient =
                    new KafkaExport(from.client("export"), topics, InstantSource.system(), Duration.ofMillis(100));
            KafkaManifest manifest = KafkaImport.manifest(exports.take(impatient), Exports.FOLDER);
            assertThat(manifest.atOneMoment()).isFalse();
            assertThat(manifest.records()).isZero();

            producer.commitTransaction();
            manifest = KafkaImport.manifest(exports.take(Exports.of(from, topics)), Exports.FOLDER);
            assertThat(manifest.atOneMoment()).isTrue();
            assertThat(manifest.records()).isEqualTo(1);
        }
    }
}
