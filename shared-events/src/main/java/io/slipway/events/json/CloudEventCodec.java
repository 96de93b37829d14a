package io.slipway.events.json;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;

import tools.jackson.core.JacksonException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Envelopes as Kafka headers and bytes: CloudEvents Kafka protocol binding 1.0.2 in binary mode. Attributes are
 * {@code ce_*} headers in UTF-8, {@code datacontenttype} is the header {@code content-type}, the value is the data.
 */
public final class CloudEventCodec {
    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";

    private static final String PREFIX = "ce_";

    private CloudEventCodec() {}

    /** The headers of a record that carries the envelope. */
    public static Headers headers(Envelope<?> envelope) {
        Headers headers = new RecordHeaders();
        put(headers, "specversion", "1.0");
        put(headers, "id", envelope.id());
        put(headers, "source", envelope.source().toString());
        put(headers, "type", envelope.type());
        put(headers, "subject", envelope.subject());
        put(headers, "time", envelope.time().toString());
        put(headers, "correlationid", envelope.correlationId());
        put(headers, "causationid", envelope.causationId());
        put(headers, "actor", envelope.actor());
        put(headers, "traceparent", envelope.traceparent());
        headers.add(CONTENT_TYPE, JSON.getBytes(UTF_8));
        return headers;
    }

    /** The value of a record that carries the envelope. */
    public static byte[] value(Envelope<?> envelope) {
        return Json.write(envelope.data());
    }

    /**
     * The attributes of a record, the data still as bytes.
     *
     * @throws UndecodableException when the record is not a CloudEvent in binary mode with data
     */
    public static Envelope<byte[]> attributes(Headers headers, byte @Nullable [] value) {
        String version = required(headers, "specversion");
        if (!version.equals("1.0")) {
            throw new UndecodableException("CloudEvents specversion is " + version + ", expected 1.0");
        }
        if (value == null) {
            throw new UndecodableException("the record has no value");
        }
        String id = required(headers, "id");
        String correlation = optional(headers, "correlationid");
        String actor = optional(headers, "actor");
        String subject = optional(headers, "subject");
        return new Envelope<>(
                id,
                uri(required(headers, "source")),
                required(headers, "type"),
                subject == null ? "" : subject,
                time(optional(headers, "time")),
                correlation == null ? id : correlation,
                optional(headers, "causationid"),
                actor == null ? "anonymous" : actor,
                optional(headers, "traceparent"),
                value);
    }

    /**
     * The message a record carries.
     *
     * @throws UndecodableException when the record is not a message of the {@link MessageCatalogue}
     */
    public static Envelope<Message> decode(Headers headers, byte @Nullable [] value) {
        return decode(attributes(headers, value));
    }

    /** The typed form of an envelope whose attributes have been read. */
    public static Envelope<Message> decode(Envelope<byte[]> envelope) {
        Class<? extends Message> type = MessageCatalogue.find(envelope.type())
                .orElseThrow(() -> new UndecodableException.UnknownType(envelope.type()));
        try {
            Message message = Json.mapper().readValue(envelope.data(), type);
            if (message == null) {
                throw new UndecodableException("the data of " + envelope.type() + " is null");
            }
            return envelope.withData(message);
        } catch (JacksonException e) {
            throw new UndecodableException(
                    "the data is not a valid " + envelope.type() + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void put(Headers headers, String attribute, @Nullable String value) {
        if (value != null) {
            headers.add(PREFIX + attribute, value.getBytes(UTF_8));
        }
    }

    private static String required(Headers headers, String attribute) {
        String value = optional(headers, attribute);
        if (value == null || value.isEmpty()) {
            throw new UndecodableException("the header " + PREFIX + attribute + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(Headers headers, String attribute) {
        Header header = headers.lastHeader(PREFIX + attribute);
        if (header == null || header.value() == null) {
            return null;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableException("the header " + PREFIX + attribute + " is not UTF-8", e);
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException("the header ce_source is not a URI reference: " + text, e);
        }
    }

    private static Instant time(@Nullable String text) {
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new UndecodableException("the header ce_time is not an RFC 3339 time: " + text, e);
        }
    }
}
