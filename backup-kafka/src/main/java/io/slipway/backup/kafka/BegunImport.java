package io.slipway.backup.kafka;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.tree.TreeBrowser;

/**
 * What an import that did not come to its end left in a cluster. It wrote each partition from its first record on, so that what
 * is there is the beginning of what was exported, record for record; anything else is of somebody else.
 */
final class BegunImport {
    private final Map<String, Object> client;
    private final TreeBrowser tree;
    private final String folder;

    BegunImport(Map<String, Object> client, TreeBrowser tree, String folder) {
        this.client = client;
        this.tree = tree;
        this.folder = folder;
    }

    /** Whether a partition has the first records of its file, numbered from 0, and nothing else. */
    boolean isBeginning(TopicPartition partition, KafkaManifest.PartitionContent content, long end) throws IOException {
        if (end > content.records()) {
            return false;
        }
        try (Consumer<byte[], byte[]> consumer = consumer();
                DataInputStream there = buffered(new PartitionStream(consumer, partition, end, List.of()));
                DataInputStream exported = buffered(tree.open(folder + "/" + content.file()))) {
            RecordFormat.readMagic(there);
            RecordFormat.readMagic(exported);
            for (long number = 0; number < end; number++) {
                ExportedRecord found = RecordFormat.read(there, number);
                if (found == null
                        || found.offset() != number
                        || !Arrays.equals(
                                encoded(found, number), encoded(RecordFormat.read(exported, number), number))) {
                    return false;
                }
            }
            return RecordFormat.read(there, end) == null;
        }
    }

    private static DataInputStream buffered(InputStream in) {
        return new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    private static byte[] encoded(@Nullable ExportedRecord record, long number) {
        return record == null
                ? new byte[0]
                : RecordFormat.encode(
                        new ExportedRecord(number, record.timestamp(), record.key(), record.value(), record.headers()));
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
