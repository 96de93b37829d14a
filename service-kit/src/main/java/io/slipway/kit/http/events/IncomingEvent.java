package io.slipway.kit.http.events;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.cdevents.CDEventContext;
import io.slipway.events.cdevents.CDEventTypes;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.kit.http.ProblemException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads an event from an HTTP request: any CloudEvent in structured JSON or binary mode (CloudEvents HTTP protocol
 * binding 1.0.2, JSON event format 1.0.2), or a bare CDEvent, whose context then becomes the CloudEvent's.
 */
final class IncomingEvent {
    private static final String BINARY = "ce-";
    private static final JsonMapper STRICT = Json.mapper()
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String actor;

    private IncomingEvent(String actor) {
        this.actor = actor;
    }

    static OutsideEvent read(byte[] body, HttpHeaders headers, String actor) {
        IncomingEvent event = new IncomingEvent(actor);
        if (headers.containsHeader("ce-specversion")) {
            return event.binary(body, headers);
        }
        JsonNode json = object(body);
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

    private OutsideEvent binary(byte[] body, HttpHeaders headers) {
        EventAttributes attributes = new EventAttributes();
        headers.forEach((header, values) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(BINARY)) {
                attributes.put(name.substring(BINARY.length()), decoded(name, values.getFirst()));
            }
        });
        return checked(attributes, body, headers.getFirst(HttpHeaders.CONTENT_TYPE));
    }

    private OutsideEvent structured(JsonNode json) {
        EventAttributes attributes = new EventAttributes();
        json.properties().forEach(property -> {
            JsonNode value = property.getValue();
            String name = property.getKey();
            if (!value.isNull()
                    && !name.equals("data")
                    && !name.equals("data_base64")
                    && !name.equals("datacontenttype")) {
                attributes.put(name, text(name, value));
            }
        });
        JsonNode type = json.path("datacontenttype");
        String contentType = type.isMissingNode() || type.isNull() ? null : text("datacontenttype", type);
        if (json.path("data_base64").isString()) {
            return checked(attributes, base64(json.path("data_base64").asString()), contentType);
        }
        if (!json.has("data")) {
            return checked(attributes, new byte[0], contentType);
        }
        JsonNode data = json.get("data");
        return data.isString() && !MediaTypes.json(contentType)
                ? checked(attributes, data.asString().getBytes(UTF_8), contentType)
                : checked(attributes, Json.write(data), contentType == null ? CloudEventCodec.JSON : contentType);
    }

    private OutsideEvent cdEvent(JsonNode json) {
        CDEvent event = readCdEvent(json);
        CDEventContext context = event.context();
        if (!context.type().startsWith(CDEventTypes.PREFIX)) {
            throw ProblemException.malformed("context.type", "a type of CDEvents, dev.cdevents..., is expected");
        }
        EventAttributes attributes = new EventAttributes();
        attributes.put("specversion", "1.0");
        attributes.put("id", context.id());
        attributes.put("source", context.source());
        attributes.put("type", context.type());
        attributes.put("subject", event.subject().id());
        attributes.put("time", context.timestamp().toString());
        return attributes.event(Json.write(json), CloudEventCodec.JSON, actor);
    }

    /** What says it is JSON is; what says it is a CDEvent fits its type. */
    private OutsideEvent checked(EventAttributes attributes, byte[] data, @Nullable String contentType) {
        OutsideEvent event = attributes.event(data, contentType, actor);
        if (event.envelope().type().startsWith(CDEventTypes.PREFIX)) {
            readCdEvent(object(data));
        } else if (contentType != null && MediaTypes.json(contentType) && data.length > 0) {
            json(data);
        }
        return event;
    }

    private static CDEvent readCdEvent(JsonNode json) {
        try {
            return CDEvent.read(json);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("cdevent", String.valueOf(e.getMessage()));
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("data_base64", "is not base64");
        }
    }

    private static JsonNode object(byte[] body) {
        JsonNode json = json(body);
        if (!json.isObject()) {
            throw ProblemException.malformed("data", "a JSON object is expected");
        }
        return json;
    }

    private static JsonNode json(byte[] body) {
        try {
            return STRICT.readTree(body);
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

    /** Numbers and booleans are attributes too, in their canonical form. */
    private static String text(String name, JsonNode value) {
        if (value.isString() || value.isBoolean() || value.isIntegralNumber()) {
            return value.asString();
        }
        throw ProblemException.malformed(name, "text is expected");
    }

    /** Values of headers are percent-encoded (HTTP protocol binding, section 3.1.3.2). */
    private static String decoded(String name, String value) {
        try {
            return value.indexOf('%') < 0 ? value : URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed(name, "has a percent sign that encodes nothing");
        }
    }
}
