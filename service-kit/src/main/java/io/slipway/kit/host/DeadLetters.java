package io.slipway.kit.host;

import java.time.Instant;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

import io.slipway.events.Topic;
import io.slipway.kit.kafka.RecordHeaders;

/** Makes the dead letter of a record: key, value and headers as they were, and why, whence and when. */
final class DeadLetters {
    /** The broker leaves little room beside the original, see the topic catalogue. */
    private static final int REASON_LIMIT = 2000;

    private DeadLetters() {}

    static Outgoing of(Topic topic, ConsumerRecord<byte[], byte[]> record, String reason, Instant at) {
        Headers headers = RecordHeaders.copyOf(record.headers());
        RecordHeaders.set(
                headers, RecordHeaders.DLT_REASON, reason.substring(0, Math.min(reason.length(), REASON_LIMIT)));
        RecordHeaders.set(headers, RecordHeaders.DLT_AT, at.toString());
        RecordHeaders.set(headers, RecordHeaders.DLT_TOPIC, topic.name());
        RecordHeaders.set(headers, RecordHeaders.DLT_PARTITION, String.valueOf(record.partition()));
        RecordHeaders.set(headers, RecordHeaders.DLT_OFFSET, String.valueOf(record.offset()));
        return new Outgoing(topic.deadLetters(), record.key(), record.value(), headers);
    }
}
