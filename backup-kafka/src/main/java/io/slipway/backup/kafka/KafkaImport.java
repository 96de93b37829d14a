package io.slipway.backup.kafka;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.tree.TreeBrowser;

/**
 * Restores an export into an empty cluster whose services have not been started. Its topics have been made, or are made here. Records get
 * the offsets 0, 1, 2, … in their partition, with their keys, values, headers and timestamps. The groups are placed last of
 * all: a host that finds state without a place does not start, so that half of an import is not taken for the whole.
 */
public final class KafkaImport {
    private static final int LARGEST_RECORD = 8 << 20;

    private final Map<String, Object> client;
    private final @Nullable TopicCreation creation;

    /** @param client settings of Kafka clients, such as {@code bootstrap.servers} */
    public KafkaImport(Map<String, Object> client) {
        this(client, null);
    }

    private KafkaImport(Map<String, Object> client, @Nullable TopicCreation creation) {
        this.client = Map.copyOf(client);
        this.creation = creation;
    }

    /** Makes topics that are missing, with the partitions and settings that they had, and so many copies. */
    public KafkaImport creatingTopics(short copies) {
        return new KafkaImport(client, new TopicCreation(copies));
    }

    /** Hears of each partition that is done. */
    @FunctionalInterface
    public interface Listener {
        void imported(String topic, int partition, long records);
    }

    /**
     * Reads what an export has.
     *
     * @param folder in the tree that the export is in
     */
    public static KafkaManifest manifest(TreeBrowser tree, String folder) throws IOException {
        try (InputStream in = tree.open(folder + "/" + KafkaManifest.FILE)) {
            return KafkaManifest.parse(in.readAllBytes());
        }
    }

    /**
     * Restores all of it. What an import that did not come to its end has written stays, and this one goes on from there.
     *
     * @throws ImportRefusedException if topics are missing, have other partitions, or have records or places that are not of
     *     such an import: nothing was written
     * @throws IOException if it ended in the middle: import once more
     */
    public KafkaManifest restore(TreeBrowser tree, String folder, Listener listener) throws IOException {
        KafkaManifest manifest = manifest(tree, folder);
        try (Cluster cluster = new Cluster(client);
                Producer<byte[], byte[]> producer = producer()) {
            if (creation != null) {
                creation.create(cluster, manifest);
            }
            Map<TopicPartition, Long> there = check(cluster, manifest, new BegunImport(client, tree, folder));
            for (KafkaManifest.TopicContent topic : manifest.topics()) {
                for (KafkaManifest.PartitionContent content : topic.partitions()) {
                    TopicPartition partition = new TopicPartition(topic.name(), content.partition());
                    copy(tree, folder, content, there.get(partition), new PartitionWriter(producer, partition));
                    listener.imported(topic.name(), content.partition(), content.records());
                }
            }
            checkEnds(manifest, cluster.ends(there.keySet(), IsolationLevel.READ_UNCOMMITTED));
            for (KafkaManifest.Group group : manifest.groups()) {
                cluster.place(group.name(), places(group));
            }
        }
        return manifest;
    }

    private static Map<TopicPartition, Long> places(KafkaManifest.Group group) {
        Map<TopicPartition, Long> places = new HashMap<>();
        group.places()
                .forEach(place ->
                        places.put(new TopicPartition(place.topic(), place.partition()), place.recordsBefore()));
        return places;
    }

    /** How many records each partition has already. */
    private static Map<TopicPartition, Long> check(Cluster cluster, KafkaManifest manifest, BegunImport begun)
            throws IOException {
        Map<String, Integer> counts = cluster.partitions(
                manifest.topics().stream().map(KafkaManifest.TopicContent::name).toList());
        Map<TopicPartition, KafkaManifest.PartitionContent> partitions = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (KafkaManifest.TopicContent topic : manifest.topics()) {
            int count = counts.getOrDefault(topic.name(), 0);
            if (count != topic.partitions().size()) {
                wrong.add(topic.name() + " has " + count + " partitions and had "
                        + topic.partitions().size());
            }
            topic.partitions()
                    .forEach(content -> partitions.put(new TopicPartition(topic.name(), content.partition()), content));
        }
        if (!wrong.isEmpty()) {
            throw new ImportRefusedException(
                    "the cluster has other topics than the export: " + String.join(", ", wrong)
                            + "; have them made by the version of Slipway that exported them, and import before services start");
        }
        boolean itself = cluster.id().equals(manifest.clusterId());
        Map<TopicPartition, Long> ends = cluster.ends(partitions.keySet(), IsolationLevel.READ_UNCOMMITTED);
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            if (end.getValue() > 0
                    && (itself || !begun.isBeginning(partition, partitions.get(partition), end.getValue()))) {
                wrong.add(partition.toString());
            }
        }
        Map<String, Map<TopicPartition, Long>> places = new HashMap<>();
        manifest.groups().forEach(group -> places.put(group.name(), places(group)));
        cluster.places(partitions.keySet()).forEach((group, found) -> {
            if (itself || !found.equals(places.get(group))) {
                wrong.add("group " + group);
            }
        });
        if (!wrong.isEmpty()) {
            throw new ImportRefusedException(
                    "the cluster is not empty, and what it has is not what an interrupted import of"
                            + " this export left: "
                            + String.join(", ", wrong.stream().sorted().toList())
                            + "; an export is restored into a new cluster whose services have not been started, or after these"
                            + " topics and groups were deleted");
        }
        return ends;
    }

    private static void copy(
            TreeBrowser tree, String folder, KafkaManifest.PartitionContent content, long there, PartitionWriter writer)
            throws IOException {
        long read = 0;
        MessageDigest digest = sha256();
        try (InputStream file = new DigestInputStream(tree.open(folder + "/" + content.file()), digest);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file, 1 << 16))) {
            RecordFormat.readMagic(in);
            for (ExportedRecord record = RecordFormat.read(in, 0);
                    record != null;
                    record = RecordFormat.read(in, read)) {
                read++;
                if (read > there) {
                    writer.write(record);
                }
            }
        }
        writer.finish();
        if (there + writer.written() != content.records()
                || !HexFormat.of().formatHex(digest.digest()).equals(content.sha256())) {
            throw new IOException(content.file() + " is not what the manifest says");
        }
    }

    private static void checkEnds(KafkaManifest manifest, Map<TopicPartition, Long> ends) throws IOException {
        for (KafkaManifest.TopicContent topic : manifest.topics()) {
            for (KafkaManifest.PartitionContent content : topic.partitions()) {
                TopicPartition partition = new TopicPartition(topic.name(), content.partition());
                if (ends.get(partition) != content.records()) {
                    throw new IOException(partition + " has " + ends.get(partition) + " records, expected "
                            + content.records() + ": something else writes to the cluster; stop it, delete the topics,"
                            + " and import again");
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Without transactions, whose markers would take offsets; idempotent, so that a repeated request writes nothing twice. */
    private Producer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
