package io.slipway.kit.http.events;

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

    /** Empty for a record that is not a CloudEvent with JSON data. */
    static Optional<StreamedEvent> of(ConsumerRecord<String, byte[]> record) {
        try {
            Envelope<byte[]> envelope = CloudEventCodec.attributes(record.headers(), record.value());
            ObjectNode json = Json.mapper().createObjectNode();
            for (Header header : record.headers()) {
                if (header.key().startsWith(PREFIX) && header.value() != null) {
                    json.put(header.key().substring(PREFIX.length()), new String(header.value(), UTF_8));
                }
            }
            json.put("datacontenttype", CloudEventCodec.JSON);
            json.set("data", Json.mapper().readTree(record.value()));
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
}
