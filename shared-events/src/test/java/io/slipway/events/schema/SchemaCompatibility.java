package io.slipway.events.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/**
 * Compares a schema with the released one. Allowed is what lets a reader of either side read the other's messages:
 * fields that may be absent, and values and variants that are new. Nothing goes, changes its type or becomes (or stops
 * being) required.
 */
final class SchemaCompatibility {
    private final JsonNode released;
    private final JsonNode current;
    private final Set<String> compared = new HashSet<>();
    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility(JsonNode released, JsonNode current) {
        this.released = released;
        this.current = current;
    }

    /** What breaks, each as a path and a reason; empty when the change only adds. */
    static List<String> breaks(JsonNode released, JsonNode current) {
        SchemaCompatibility comparison = new SchemaCompatibility(released, current);
        comparison.compare("", released, current);
        return comparison.breaks;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        if (before.has("$ref") && after.has("$ref")) {
            String from = before.get("$ref").stringValue();
            String to = after.get("$ref").stringValue();
            if (compared.add(from + " " + to)) {
                compare(path, released.at(from.substring(1)), current.at(to.substring(1)));
            }
            return;
        }
        for (String fixed : List.of("$ref", "type", "format", "const")) {
            if (!before.path(fixed).equals(after.path(fixed))) {
                breaks.add(path + ": " + fixed + " was " + before.path(fixed) + ", is " + after.path(fixed));
            }
        }
        object(path, before, after);
        missing(before.path("enum"), after.path("enum")).forEach(value -> breaks.add(path + ": no longer " + value));
        missing(before.path("oneOf"), after.path("oneOf")).forEach(value -> breaks.add(path + ": no longer " + value));
        for (JsonNode variant : before.path("oneOf")) {
            if (items(after.path("oneOf")).contains(variant)) {
                compare(path, variant, variant);
            }
        }
        for (String nested : List.of("items", "additionalProperties")) {
            if (before.has(nested) && after.has(nested)) {
                compare(path + "/" + nested, before.get(nested), after.get(nested));
            }
        }
    }

    private void object(String path, JsonNode before, JsonNode after) {
        before.path("properties").properties().forEach(property -> {
            JsonNode now = after.path("properties").path(property.getKey());
            String field = path + "/" + property.getKey();
            if (now.isMissingNode()) {
                breaks.add(field + ": is gone");
            } else {
                compare(field, property.getValue(), now);
            }
        });
        missing(before.path("required"), after.path("required"))
                .forEach(field -> breaks.add(path + ": may now be without " + field));
        missing(after.path("required"), before.path("required"))
                .forEach(field -> breaks.add(path + ": now requires " + field));
    }

    private static Set<JsonNode> missing(JsonNode wanted, JsonNode there) {
        Set<JsonNode> missing = items(wanted);
        missing.removeAll(items(there));
        return missing;
    }

    private static Set<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).collect(Collectors.toSet());
    }
}
