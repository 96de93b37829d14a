package io.slipway.kit.deadletter;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import io.slipway.kit.kafka.RecordHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads dead letters out of records. Total: whatever a header says, there is something to show. */
final class DeadLetterFormat {
    private static final int PREVIEW = 300;

    private DeadLetterFormat() {}

    static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, DeadLetter.@Nullable Replayed replayed) {
        DeadLetterId id = DeadLetterId.of(record);
        String topic = header(record, RecordHeaders.DLT_TOPIC);
        String reason = header(record, RecordHeaders.DLT_REASON);
        return new DeadLetter(
                id.toString(),
                topic == null ? id.originTopic() : topic,
                (int) number(header(record, RecordHeaders.DLT_PARTITION)),
                number(header(record, RecordHeaders.DLT_OFFSET)),
                at(record),
                reason == null ? "unknown: the record does not say" : reason,
                text(record.key()),
                header(record, "ce_type"),
                header(record, "ce_id"),
                header(record, "ce_subject"),
                preview(record.value()),
                replayed);
    }

    static DeadLetterDetail detail(ConsumerRecord<byte[], byte[]> record, DeadLetter.@Nullable Replayed replayed) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            String value = text(header.value());
            headers.put(header.key(), value == null ? "" : value);
        }
        return new DeadLetterDetail(letter(record, replayed), headers, text(record.value()));
    }

    /** When it was given up, or when it was written where it does not say. */
    static Instant at(ConsumerRecord<byte[], byte[]> record) {
        String at = header(record, RecordHeaders.DLT_AT);
        try {
            return at == null ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(at);
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return RecordHeaders.get(record.headers(), name);
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static @Nullable String preview(byte @Nullable [] value) {
        String text = text(value);
        return text == null || text.length() <= PREVIEW ? text : text.substring(0, PREVIEW);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
