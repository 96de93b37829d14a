package io.slipway.config.flag;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.config.check.CelValues;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * For whom flags are evaluated.
 *
 * @param targetingKey whose share of a split it is; null for nobody's
 * @param variables as conditions see them
 */
public record FlagContext(@Nullable String targetingKey, Map<String, Object> variables) {
    private static final String TARGETING_KEY = "targetingKey";

    /** @param context what the caller says of somebody, {@code targetingKey} among it; anything else than an object is nothing */
    public static FlagContext of(JsonNode context, String environment, @Nullable String service) {
        @Nullable String key = context.path(TARGETING_KEY).stringValue(null);
        JsonNode object = context.isObject() ? context : JsonNodeFactory.instance.objectNode();
        return new FlagContext(
                key == null || key.isEmpty() ? null : key,
                Map.of(
                        "context",
                        CelValues.of(object),
                        TARGETING_KEY,
                        key == null ? "" : key,
                        "environment",
                        environment,
                        "service",
                        service == null ? "" : service));
    }
}
