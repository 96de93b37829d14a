package io.slipway.deploy.pipeline;

import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/** The names of the fields that the schema says are durations. */
final class DurationFields {
    static final Set<String> NAMES = find(SchemaCheck.load());

    private DurationFields() {}

    private static Set<String> find(JsonNode schema) {
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
