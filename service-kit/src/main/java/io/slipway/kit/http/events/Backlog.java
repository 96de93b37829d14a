package io.slipway.kit.http.events;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.slipway.kit.http.ProblemException;
import io.slipway.kit.kafka.KafkaSettings;

/** Reads again what a client has missed, by a consumer of its own. Used by one thread. */
final class Backlog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;

    Backlog(KafkaSettings settings) {
        Map<String, Object> client = settings.client("events-backlog");
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024);
        consumer = new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** The oldest records there are. */
    Map<TopicPartition, Long> beginning(Iterable<TopicPartition> partitions) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, 0L));
        return consumer.beginningOffsets(wanted.keySet());
    }

    /**
     * Moves a position over what retention has taken away.
     *
     * @throws ProblemException when the position is of another cluster
     */
    void fit(StreamPosition position) {
        Map<TopicPartition, Long> offsets = position.offsets();
        Map<TopicPartition, Long> end = consumer.endOffsets(offsets.keySet());
        offsets.forEach((partition, offset) -> {
            if (offset > end.get(partition)) {
                throw ProblemException.malformed("Last-Event-ID", "is beyond the end of the stream");
            }
        });
        consumer.beginningOffsets(offsets.keySet()).forEach(position::raise);
    }

    /** Hands over every record from one position up to another; gives up when nobody wants them any more. */
    void read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, BooleanSupplier wanted, RecordSink sink)
            throws IOException {
        if (from.isEmpty()) {
            return;
        }
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        while (wanted.getAsBoolean()
                && from.keySet().stream().anyMatch(partition -> consumer.position(partition) < to.get(partition))) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
                    sink.take(record);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Where the records go. */
    @FunctionalInterface
    interface RecordSink {
        void take(ConsumerRecord<String, byte[]> record) throws IOException;
    }
}
