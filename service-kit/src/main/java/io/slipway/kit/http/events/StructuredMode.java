package io.slipway.kit.http.events;

import java.util.Base64;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.UndecodableException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** CloudEvents of Kafka's binary mode in the JSON event format 1.0.2, with every attribute they carry. */
final class StructuredMode {
    private static final String PREFIX = "ce_";

    private StructuredMode() {}

    /** Empty for a record that is not a CloudEvent, or whose data is not the JSON it says it is. */
    static Optional<StreamedEvent> of(ConsumerRecord<String, byte[]> record) {
        try {
            Envelope<byte[]> envelope = CloudEventCodec.attributes(record.headers(), record.value());
            ObjectNode json = Json.mapper().createObjectNode();
            for (Header header : record.headers()) {
                if (header.key().startsWith(PREFIX) && header.value() != null) {
                    json.put(header.key().substring(PREFIX.length()), new String(header.value(), UTF_8));
                }
            }
            data(json, record);
            return Optional.of(new StreamedEvent(
                    new TopicPartition(record.topic(), record.partition()),
                    record.offset(),
                    record.key() == null ? "" : record.key(),
                    envelope.type(),
                    envelope.subject(),
                    Json.write(json)));
        } catch (UndecodableException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static void data(ObjectNode json, ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (value.length == 0) {
            return;
        }
        Header header = record.headers().lastHeader(CloudEventCodec.CONTENT_TYPE);
        if (header == null || header.value() == null) {
            untold(json, value);
            return;
        }
        String contentType = new String(header.value(), UTF_8);
        json.put("datacontenttype", contentType);
        if (MediaTypes.json(contentType)) {
            json.set("data", Json.mapper().readTree(value));
        } else if (MediaTypes.text(contentType)) {
            json.put("data", new String(value, UTF_8));
        } else {
            json.put("data_base64", Base64.getEncoder().encodeToString(value));
        }
    }

    /** Data of which nothing is said: JSON where it can be read as such. */
    private static void untold(ObjectNode json, byte[] value) {
        try {
            json.set("data", Json.mapper().readTree(value));
        } catch (JacksonException e) {
            json.put("data_base64", Base64.getEncoder().encodeToString(value));
        }
    }
}
