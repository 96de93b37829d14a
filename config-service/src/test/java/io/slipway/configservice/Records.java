package io.slipway.configservice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.slipway.events.Topics;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.json.CloudEventCodec;

/** Everything that is on topics, from their beginning. */
final class Records {
    private static final Duration POLL = Duration.ofMillis(200);

    private Records() {}

    /** Of all topics there are, those of Kafka itself among them; aborted records too. */
    static List<ConsumerRecord<byte[], byte[]>> everything(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, "read_uncommitted")) {
            return read(
                    consumer,
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .map(partition -> new TopicPartition(partition.topic(), partition.partition())));
        }
    }

    /** The audit stream, in the order of each application. */
    static List<AuditEntry> audit(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, "read_committed")) {
            return read(
                            consumer,
                            consumer.partitionsFor(Topics.AUDIT.name()).stream()
                                    .map(partition -> new TopicPartition(partition.topic(), partition.partition())))
                    .stream()
                    .map(record -> (AuditEntry) CloudEventCodec.decode(record.headers(), record.value())
                            .data())
                    .toList();
        }
    }

    /** Of one topic. */
    static List<ConsumerRecord<byte[], byte[]>> of(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, "read_committed")) {
            return read(
                    consumer,
                    consumer.partitionsFor(topic).stream()
                            .map(partition -> new TopicPartition(partition.topic(), partition.partition())));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, Stream<TopicPartition> partitions) {
        List<TopicPartition> all = partitions.toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        isolation,
                        "auto.offset.reset",
                        "earliest",
                        "exclude.internal.topics",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
