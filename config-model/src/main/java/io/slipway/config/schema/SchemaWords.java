package io.slipway.config.schema;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/** Says in words what one part of a schema allows: "an integer from 1 to 65535". */
public final class SchemaWords {
    private SchemaWords() {}

    /** The type with its limits, fit to follow "expected". */
    public static String expected(JsonNode part) {
        List<String> words = new ArrayList<>();
        words.add(type(part));
        words.addAll(limits(part));
        return String.join(" ", words);
    }

    /** The type alone. */
    public static String type(JsonNode part) {
        if (part.has("const")) {
            return part.path("const").toString();
        }
        if (part.has("enum")) {
            return "one of " + list(part.path("enum"));
        }
        JsonNode type = part.path("type");
        if (type.isArray()) {
            List<String> names = new ArrayList<>();
            type.forEach(each -> names.add(name(each.asString())));
            return String.join(" or ", names);
        }
        return type.isString() ? name(type.asString()) : "a value";
    }

    /** What narrows the type, a phrase each. */
    public static List<String> limits(JsonNode part) {
        List<String> words = new ArrayList<>();
        range(words, part, "minimum", "maximum", "");
        add(words, part, "exclusiveMinimum", "above %s");
        add(words, part, "exclusiveMaximum", "below %s");
        add(words, part, "multipleOf", "in steps of %s");
        range(words, part, "minLength", "maxLength", "characters");
        add(words, part, "pattern", "matching %s");
        add(words, part, "format", "in the format %s");
        range(words, part, "minItems", "maxItems", "elements");
        range(words, part, "minProperties", "maxProperties", "members");
        if (part.path("uniqueItems").asBoolean(false)) {
            words.add("without repeats");
        }
        return words;
    }

    private static void range(List<String> words, JsonNode part, String low, String high, String unit) {
        String lead = unit.isEmpty() ? "" : "with ";
        String tail = unit.isEmpty() ? "" : " " + unit;
        if (part.has(low) && part.has(high)) {
            String from = unit.isEmpty() ? "from " : lead;
            words.add(from + text(part.path(low)) + " to " + text(part.path(high)) + tail);
        } else if (part.has(low)) {
            words.add(lead + "at least " + text(part.path(low)) + tail);
        } else if (part.has(high)) {
            words.add(lead + "at most " + text(part.path(high)) + tail);
        }
    }

    private static void add(List<String> words, JsonNode part, String keyword, String phrase) {
        if (part.has(keyword)) {
            words.add(phrase.formatted(text(part.path(keyword))));
        }
    }

    private static String list(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(text(value)));
        return String.join(", ", texts);
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static String name(String type) {
        return switch (type) {
            case "integer" -> "an integer";
            case "array" -> "a list";
            case "object" -> "a group of keys";
            case "string" -> "text";
            case "boolean" -> "true or false";
            case "null" -> "nothing";
            default -> "a " + type;
        };
    }
}
