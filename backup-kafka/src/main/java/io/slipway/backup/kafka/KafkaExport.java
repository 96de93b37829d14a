package io.slipway.backup.kafka;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.events.Topic;

/**
 * Exports topics while everything runs: up to an end that is fixed before the first record is read, records of committed
 * transactions alone, and how far the groups of readers were.
 *
 * <p>Compacted topics come first: what is written after the end may have Kafka remove an older value of the same key from
 * before it, though not before a segment is closed, which is as long as an hour away.
 */
public final class KafkaExport {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FETCH_BYTES = 8 << 20;

    private final Map<String, Object> client;
    private final List<Topic> topics;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * @param client settings of Kafka clients, such as {@code bootstrap.servers}
     * @param topics those that the cluster does not have are left out
     */
    public KafkaExport(Map<String, Object> client, List<Topic> topics, InstantSource clock) {
        this(client, topics, clock, PATIENCE);
    }

    KafkaExport(Map<String, Object> client, List<Topic> topics, InstantSource clock, Duration patience) {
        this.client = Map.copyOf(client);
        this.topics = List.copyOf(topics);
        this.clock = clock;
        this.patience = patience;
    }

    /** Hears of each partition that is done. */
    @FunctionalInterface
    public interface Listener {
        void exported(String topic, int partition, long records, long bytes);
    }

    /**
     * Exports into files of a tree.
     *
     * @param folder in the tree that the files go to, such as {@code kafka}
     * @throws IOException if the cluster does not answer, or the files cannot be saved; an interrupt ends it
     */
    public KafkaManifest export(ContentSaver saver, VirtualTree tree, String folder, Listener listener)
            throws IOException {
        Instant now = clock.instant();
        try (Cluster cluster = new Cluster(client);
                Consumer<byte[], byte[]> consumer = consumer()) {
            Map<String, Integer> counts =
                    cluster.partitions(topics.stream().map(Topic::name).toList());
            List<TopicPartition> partitions = topics.stream()
                    .filter(topic -> counts.containsKey(topic.name()))
                    .sorted(Comparator.comparing(Topic::cleanup, Comparator.comparing(KafkaExport::compactedFirst)))
                    .flatMap(topic -> IntStream.range(0, counts.get(topic.name()))
                            .mapToObj(number -> new TopicPartition(topic.name(), number)))
                    .toList();
            Cut cut = new CutFinder(cluster, patience).find(partitions, KafkaExport::isLog, KafkaExport::isState);
            Map<TopicPartition, KafkaManifest.PartitionContent> contents = new HashMap<>();
            Map<String, List<KafkaManifest.Place>> places = new TreeMap<>();
            for (TopicPartition partition : partitions) {
                String file = partition.topic() + "/" + partition.partition() + ".records";
                PartitionStream stream =
                        new PartitionStream(consumer, partition, cut.ends().get(partition), placesOn(cut, partition));
                tree.file(folder + "/" + file, saver.save(stream), now);
                KafkaManifest.PartitionContent content = stream.content(file);
                contents.put(partition, content);
                cut.places().forEach((group, offsets) -> {
                    Long offset = offsets.get(partition);
                    if (offset != null) {
                        places.computeIfAbsent(group, _ -> new ArrayList<>())
                                .add(new KafkaManifest.Place(
                                        partition.topic(),
                                        partition.partition(),
                                        offset,
                                        stream.recordsBefore(offset)));
                    }
                });
                listener.exported(partition.topic(), partition.partition(), content.records(), content.bytes());
            }
            KafkaManifest manifest = new KafkaManifest(
                    KafkaManifest.VERSION,
                    now,
                    cluster.id(),
                    cut.atOneMoment(),
                    byTopic(counts, contents, cluster.settings(counts.keySet())),
                    groups(places));
            tree.file(folder + "/" + KafkaManifest.FILE, saver.save(new ByteArrayInputStream(manifest.json())), now);
            return manifest;
        }
    }

    private static int compactedFirst(Topic.Cleanup cleanup) {
        return switch (cleanup) {
            case COMPACT -> 0;
            case DELETE -> 1;
        };
    }

    /** Lines of running tasks come all the time, and nothing depends on them. */
    private static boolean isLog(TopicPartition partition) {
        return partition.topic().endsWith(".logs");
    }

    private static boolean isState(TopicPartition partition) {
        return partition.topic().endsWith(".state");
    }

    private static List<Long> placesOn(Cut cut, TopicPartition partition) {
        return cut.places().values().stream()
                .filter(places -> places.containsKey(partition))
                .map(places -> places.get(partition))
                .distinct()
                .toList();
    }

    private static List<KafkaManifest.TopicContent> byTopic(
            Map<String, Integer> counts,
            Map<TopicPartition, KafkaManifest.PartitionContent> contents,
            Map<String, Map<String, String>> settings) {
        return counts.entrySet().stream()
                .map(topic -> new KafkaManifest.TopicContent(
                        topic.getKey(),
                        IntStream.range(0, topic.getValue())
                                .mapToObj(number -> contents.get(new TopicPartition(topic.getKey(), number)))
                                .toList(),
                        settings.getOrDefault(topic.getKey(), Map.of())))
                .toList();
    }

    private static List<KafkaManifest.Group> groups(Map<String, List<KafkaManifest.Place>> places) {
        return places.entrySet().stream()
                .map(group -> new KafkaManifest.Group(group.getKey(), group.getValue()))
                .toList();
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
