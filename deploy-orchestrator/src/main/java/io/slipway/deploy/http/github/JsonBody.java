package io.slipway.deploy.http.github;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An object somebody sent. Fields that are not known are ignored, as GitHub does; those of a wrong type are faults. */
record JsonBody(JsonNode node, String path) {

    /** @throws ProblemException when it is no JSON object */
    static JsonBody parse(byte[] body) {
        try {
            JsonNode node = Json.mapper().readTree(body);
            if (node.isObject()) {
                return new JsonBody(node, "");
            }
        } catch (JacksonException e) {
            // As below: GitHub says no more either.
        }
        throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "Problems parsing JSON");
    }

    JsonBody child(String name) {
        return new JsonBody(node.path(name), field(name));
    }

    boolean isPresent() {
        return node.isObject();
    }

    @Nullable
    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw Fault.invalid(field(name), "a text is expected");
        }
        return value.asString();
    }

    String text(String name, String otherwise) {
        @Nullable String text = text(name);
        return text == null || text.isBlank() ? otherwise : text;
    }

    String needed(String name) {
        @Nullable String text = text(name);
        if (text == null || text.isBlank()) {
            throw Fault.missing(field(name));
        }
        return text;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw Fault.invalid(field(name), "true or false is expected");
        }
        return value.asBoolean();
    }

    /** Null where there is none. */
    @Nullable
    Map<String, @Nullable String> texts(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw Fault.invalid(field(name), "an object is expected");
        }
        JsonBody object = child(name);
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        value.propertyNames().forEach(key -> texts.put(key, object.text(key)));
        return texts;
    }

    private String field(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
