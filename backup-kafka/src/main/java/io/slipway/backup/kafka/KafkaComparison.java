package io.slipway.backup.kafka;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.slipway.backup.tree.TreeBrowser;

/** Compares what a cluster has with the export that was restored into it. */
final class KafkaComparison {
    private static final int SHOWN = 16;

    private final Map<String, Object> client;
    private final Cluster cluster;
    private final TreeBrowser tree;
    private final String folder;

    KafkaComparison(Map<String, Object> client, Cluster cluster, TreeBrowser tree, String folder) {
        this.client = client;
        this.cluster = cluster;
        this.tree = tree;
        this.folder = folder;
    }

    List<KafkaRehearsal.Check> compare(KafkaManifest manifest) throws IOException {
        List<KafkaRehearsal.Check> checks = new ArrayList<>();
        List<TopicPartition> partitions = new ArrayList<>();
        Map<String, Integer> counts = cluster.partitions(
                manifest.topics().stream().map(KafkaManifest.TopicContent::name).toList());
        for (KafkaManifest.TopicContent topic : manifest.topics()) {
            checks.add(KafkaRehearsal.Check.of(
                    topic.name() + ": partitions", topic.partitions().size(), counts.getOrDefault(topic.name(), 0)));
            topic.partitions()
                    .forEach(content -> partitions.add(new TopicPartition(topic.name(), content.partition())));
        }
        if (checks.stream().allMatch(KafkaRehearsal.Check::passed)) {
            contents(manifest, cluster.ends(partitions, IsolationLevel.READ_COMMITTED), checks);
            places(manifest, cluster.places(partitions), checks);
        }
        return checks;
    }

    private void contents(KafkaManifest manifest, Map<TopicPartition, Long> ends, List<KafkaRehearsal.Check> checks)
            throws IOException {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            for (KafkaManifest.TopicContent topic : manifest.topics()) {
                MessageDigest expected = sha256();
                MessageDigest found = sha256();
                long expectedRecords = 0;
                long foundRecords = 0;
                for (KafkaManifest.PartitionContent content : topic.partitions()) {
                    TopicPartition partition = new TopicPartition(topic.name(), content.partition());
                    expectedRecords += digest(expected, open(content));
                    foundRecords += digest(
                            found,
                            new DataInputStream(new BufferedInputStream(
                                    new PartitionStream(consumer, partition, ends.get(partition), List.of()),
                                    1 << 16)));
                }
                checks.add(KafkaRehearsal.Check.of(topic.name() + ": records", expectedRecords, foundRecords));
                checks.add(KafkaRehearsal.Check.of(topic.name() + ": content", shown(expected), shown(found)));
            }
        }
    }

    private DataInputStream open(KafkaManifest.PartitionContent content) throws IOException {
        return new DataInputStream(new BufferedInputStream(tree.open(folder + "/" + content.file()), 1 << 16));
    }

    /** Of all but the offsets, which are others in another cluster. */
    private static long digest(MessageDigest digest, DataInputStream in) throws IOException {
        try (in) {
            RecordFormat.readMagic(in);
            long records = 0;
            for (ExportedRecord record = RecordFormat.read(in, 0);
                    record != null;
                    record = RecordFormat.read(in, records)) {
                digest.update(RecordFormat.encode(new ExportedRecord(
                        records, record.timestamp(), record.key(), record.value(), record.headers())));
                records++;
            }
            digest.update(RecordFormat.end(records));
            in.transferTo(OutputStream.nullOutputStream());
            return records;
        }
    }

    private static void places(
            KafkaManifest manifest, Map<String, Map<TopicPartition, Long>> found, List<KafkaRehearsal.Check> checks) {
        for (KafkaManifest.Group group : manifest.groups()) {
            Map<TopicPartition, Long> expected = group.places().stream()
                    .collect(Collectors.toMap(
                            place -> new TopicPartition(place.topic(), place.partition()),
                            KafkaManifest.Place::recordsBefore));
            checks.add(KafkaRehearsal.Check.of(
                    "group " + group.name() + ": places",
                    shown(expected),
                    shown(found.getOrDefault(group.name(), Map.of()))));
        }
    }

    private static String shown(Map<TopicPartition, Long> places) {
        Map<String, Long> sorted = new TreeMap<>();
        places.forEach((partition, offset) -> sorted.put(partition.toString(), offset));
        return sorted.toString();
    }

    private static String shown(MessageDigest digest) {
        return "SHA-256 " + HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
