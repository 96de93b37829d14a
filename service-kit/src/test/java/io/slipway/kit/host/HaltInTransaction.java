package io.slipway.kit.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import io.slipway.kit.kafka.RecordHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Kills the process while it writes what {@link Tally#HALT} led to, each such record once. What the same transaction
 * wrote before is sent meanwhile, so that the broker has an open transaction. Settings of clients are for all of them, so
 * it also is the consumer's interceptor, which does nothing.
 */
public final class HaltInTransaction
        implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
    /** System property: a folder with a file for each record it has halted at. */
    static final String HALTED = "tally.halted";

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (record.value() != null && new String(record.value(), UTF_8).contains("\"why\":\"" + Tally.HALT + "\"")) {
            haltOnce(String.valueOf(RecordHeaders.get(record.headers(), "ce_id")));
        }
        return record;
    }

    private static void haltOnce(String id) {
        Path halted = Path.of(System.getProperty(HALTED), "halted-" + id);
        if (Files.notExists(halted)) {
            try {
                Files.createDirectories(halted.getParent());
                Files.createFile(halted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            Runtime.getRuntime().halt(1);
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // nothing to do
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        // nothing to do
    }

    @Override
    public void close() {
        // nothing to do
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to set
    }
}
