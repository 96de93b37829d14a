package io.slipway.kit.http.events;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.slipway.events.Envelope;
import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.CDEventContext;
import io.slipway.events.cdevents.CDEventTypes;
import io.slipway.events.json.Json;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.observability.Correlation;
import io.slipway.kit.tracing.TraceParent;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an event from an HTTP request: a CloudEvent in structured or binary mode (CloudEvents HTTP protocol binding
 * 1.0.2), or a bare CDEvent, whose context then becomes the CloudEvent's.
 */
final class IncomingEvent {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final int TEXT_LIMIT = 500;
    private static final JsonMapper STRICT = Json.mapper()
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String actor;

    private IncomingEvent(String actor) {
        this.actor = actor;
    }

    static Envelope<byte[]> read(byte[] body, HttpHeaders headers, String actor) {
        IncomingEvent event = new IncomingEvent(actor);
        if (headers.containsHeader("ce-specversion")) {
            return event.binary(body, headers);
        }
        JsonNode json = json(body);
        if (json.has("specversion")) {
            return event.structured(json);
        }
        if (json.path("context").isObject()) {
            return event.cdEvent(json);
        }
        throw ProblemException.malformed(
                "specversion",
                "a CloudEvent (structured, or binary with ce- headers) or a CDEvent with a context is expected");
    }

    private Envelope<byte[]> binary(byte[] body, HttpHeaders headers) {
        version(headers.getFirst("ce-specversion"));
        json(body);
        return envelope(
                headers.getFirst("ce-id"),
                headers.getFirst("ce-source"),
                headers.getFirst("ce-type"),
                headers.getFirst("ce-subject"),
                headers.getFirst("ce-time"),
                body);
    }

    private Envelope<byte[]> structured(JsonNode json) {
        version(text(json, "specversion"));
        return envelope(
                text(json, "id"),
                text(json, "source"),
                text(json, "type"),
                text(json, "subject"),
                text(json, "time"),
                data(json));
    }

    private Envelope<byte[]> cdEvent(JsonNode json) {
        CDEvent event = readCdEvent(json);
        CDEventContext context = event.context();
        if (!context.type().startsWith(CDEventTypes.PREFIX)) {
            throw ProblemException.malformed("context.type", "a type of CDEvents, dev.cdevents..., is expected");
        }
        return envelope(
                context.id(),
                context.source(),
                context.type(),
                event.subject().id(),
                context.timestamp().toString(),
                Json.write(json));
    }

    private static CDEvent readCdEvent(JsonNode json) {
        try {
            return CDEvent.read(json);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("cdevent", String.valueOf(e.getMessage()));
        }
    }

    private Envelope<byte[]> envelope(
            @Nullable String id,
            @Nullable String source,
            @Nullable String type,
            @Nullable String subject,
            @Nullable String time,
            byte[] data) {
        if (type != null && type.startsWith(CDEventTypes.PREFIX)) {
            readCdEvent(json(data));
        }
        return new Envelope<>(
                matching("id", id, ID),
                uri(source),
                matching("type", type, TYPE),
                subject == null ? "" : limited("subject", subject),
                time(time),
                Correlation.current(),
                null,
                actor,
                TraceParent.current(),
                data);
    }

    private static byte[] data(JsonNode json) {
        if (json.path("data_base64").isString()) {
            try {
                byte[] data =
                        Base64.getDecoder().decode(json.path("data_base64").asString());
                json(data);
                return data;
            } catch (IllegalArgumentException e) {
                throw ProblemException.malformed("data_base64", "is not base64");
            }
        }
        if (!json.has("data")) {
            throw ProblemException.malformed("data", "is missing");
        }
        return Json.write(json.get("data"));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = STRICT.readTree(body);
            if (!json.isObject()) {
                throw ProblemException.malformed("data", "a JSON object is expected");
            }
            return json;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw ProblemException.malformed(
                    "body",
                    "is not valid JSON"
                            + (at == null || at.getLineNr() < 1
                                    ? ""
                                    : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw ProblemException.malformed(field, "text is expected");
        }
        return value.asString();
    }

    private static void version(@Nullable String version) {
        if (!"1.0".equals(version)) {
            throw ProblemException.malformed("specversion", "1.0 is expected");
        }
    }

    private static String matching(String field, @Nullable String value, Pattern pattern) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw ProblemException.malformed(field, value == null ? "is missing" : "is not valid");
        }
        return value;
    }

    private static String limited(String field, String value) {
        if (value.length() > TEXT_LIMIT) {
            throw ProblemException.malformed(field, "at most " + TEXT_LIMIT + " characters are expected");
        }
        return value;
    }

    private static URI uri(@Nullable String source) {
        if (source == null || source.isEmpty()) {
            throw ProblemException.malformed("source", "is missing");
        }
        try {
            return URI.create(limited("source", source));
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("source", "is not a URI reference");
        }
    }

    private static Instant time(@Nullable String text) {
        if (text == null) {
            return Instant.now();
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.malformed("time", "is not an RFC 3339 time");
        }
    }
}
