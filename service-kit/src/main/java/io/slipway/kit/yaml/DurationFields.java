package io.slipway.kit.yaml;

import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/** The names of the fields that a schema says are durations: those that refer to its definition {@code duration}. */
public final class DurationFields {
    private DurationFields() {}

    public static Set<String> of(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        for (JsonNode definition : schema.path("$defs")) {
            definition.path("properties").properties().forEach(property -> {
                if (property.getValue().path("$ref").asString("").equals("#/$defs/duration")) {
                    names.add(property.getKey());
                }
            });
        }
        return Set.copyOf(names);
    }
}
