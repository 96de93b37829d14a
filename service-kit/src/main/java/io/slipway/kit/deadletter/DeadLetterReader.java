package io.slipway.kit.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.slipway.kit.kafka.KafkaSettings;

/** Reads dead-letter topics from their beginning to where they end now, and then is done with it. */
final class DeadLetterReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;

    DeadLetterReader(KafkaSettings settings) {
        this.settings = settings;
    }

    void readAll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, infos) -> {
                if (topic.endsWith(DeadLetterId.TOPIC_SUFFIX)) {
                    partitions.addAll(partitions(infos));
                }
            });
            read(consumer, partitions, each);
        }
    }

    void readTopic(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = open()) {
            List<PartitionInfo> infos = consumer.listTopics().get(topic);
            if (infos != null) {
                read(consumer, partitions(infos), each);
            }
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        // The position moves past transaction markers too, so it reaches the end even when the last record is none.
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    each.accept(record);
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        Map<String, Object> config = settings.client("dead-letters");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(List<PartitionInfo> infos) {
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
