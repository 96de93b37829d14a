package io.slipway.events.cdevents;

import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CDEvents as JSON. Fields that the specification does not know are refused where it closes its objects
 * ({@code additionalProperties: false}): they belong into the custom data.
 */
final class CDEventJson {
    private CDEventJson() {}

    static CDEvent read(JsonNode json) {
        requireSpecversion(object(json, "context"));
        CDEventContext context = part(json, "context", CDEventContext.class);
        JsonNode subject = object(json, "subject");
        JsonNode content = subject.path("content");
        if (!content.isObject()) {
            throw new IllegalArgumentException("subject.content is missing");
        }
        CDEventContent known = CDEventTypes.find(context.type())
                .<CDEventContent>map(type -> convert(content, "subject.content", type))
                .orElseGet(() -> new OtherContent(content));
        return new CDEvent(
                context,
                new CDEventSubject(id(subject), text(subject, "source"), text(subject, "type"), known),
                json.get("customData"),
                text(json, "customDataContentType"));
    }

    /** Up to 0.4 the specification called it {@code version}, and contents had other fields. */
    private static void requireSpecversion(JsonNode context) {
        if (!context.has("specversion") && context.has("version")) {
            throw new IllegalArgumentException("context.version says that this is CDEvents "
                    + context.get("version").asString("0.4") + ", whose events have another form; send "
                    + CDEventContext.SPECVERSION + ", which says so in context.specversion");
        }
    }

    static JsonNode write(CDEvent event) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("context", Json.tree(event.context()));
        json.set("subject", Json.tree(event.subject()));
        if (event.customData() != null) {
            json.set("customData", event.customData());
        }
        if (event.customDataContentType() != null) {
            json.put("customDataContentType", event.customDataContentType());
        }
        return json;
    }

    private static <T> T part(JsonNode json, String name, Class<T> type) {
        return convert(object(json, name), name, type);
    }

    private static JsonNode object(JsonNode json, String name) {
        JsonNode part = json.path(name);
        if (!part.isObject()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return part;
    }

    private static <T> T convert(JsonNode json, String where, Class<T> type) {
        try {
            return Json.mapper()
                    .readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (JacksonException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason =
                    cause instanceof JacksonException jackson ? jackson.getOriginalMessage() : cause.getMessage();
            throw new IllegalArgumentException(where + ": " + reason, e);
        }
    }

    private static String id(JsonNode subject) {
        String id = text(subject, "id");
        if (id == null) {
            throw new IllegalArgumentException("subject.id is missing");
        }
        return id;
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isString()) {
            throw new IllegalArgumentException(name + " is not text");
        }
        return value.asString();
    }
}
