package io.slipway.kit.host;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.kit.kafka.RecordHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A record as it will be written, in bytes.
 *
 * @param document topic and key of a record on a compacted topic, of which only the newest matters; null for others
 */
record Outgoing(
        String topic,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        @Nullable String document) {

    /** One that says what happened. */
    Outgoing(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this(topic, key, value, headers, null);
    }

    /** @throws OversizeException when the topic would not take it */
    static Outgoing of(Topic topic, String key, Envelope<?> envelope) {
        Outgoing record = new Outgoing(
                topic.name(),
                key.getBytes(UTF_8),
                CloudEventCodec.value(envelope),
                CloudEventCodec.headers(envelope),
                document(topic, key));
        if (record.size() > topic.maxMessageBytes()) {
            throw new OversizeException(envelope.type() + " of " + record.size() + " bytes is too large for "
                    + topic.name() + ", which takes " + topic.maxMessageBytes());
        }
        return record;
    }

    /** Deletes a key of a compacted topic. */
    static Outgoing deletion(Topic topic, String key) {
        return new Outgoing(topic.name(), key.getBytes(UTF_8), null, RecordHeaders.empty(), document(topic, key));
    }

    private static @Nullable String document(Topic topic, String key) {
        return topic.cleanup() == Topic.Cleanup.COMPACT ? topic.name() + "/" + key : null;
    }

    /** Bytes it takes at most as a batch of one, the batch's own 100 included. */
    private int size() {
        int size = 100 + length(key) + length(value);
        for (Header header : headers) {
            size += header.key().length() + length(header.value()) + 10;
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
