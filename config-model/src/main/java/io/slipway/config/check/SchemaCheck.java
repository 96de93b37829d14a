package io.slipway.config.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.networknt.schema.Error;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.schema.ConfigSchema;
import io.slipway.config.schema.SchemaWords;

import tools.jackson.databind.JsonNode;

/** Holds an effective configuration against its schema and says what is wrong where it was written. */
final class SchemaCheck {
    /** What only the value itself could answer, which is not there when it is a secret. */
    private static final Set<String> ABOUT_THE_VALUE = Set.of(
            "type",
            "enum",
            "const",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf");

    private final ConfigSchema schema;
    private final Places places;
    private final Set<KeyPath> secrets;
    private final SecretLooks looks;

    /** @param secrets keys whose value is masked in the instance */
    SchemaCheck(ConfigSchema schema, Places places, Set<KeyPath> secrets) {
        this.schema = schema;
        this.places = places;
        this.secrets = secrets;
        this.looks = new SecretLooks(schema);
    }

    List<Fault> check(JsonNode instance) {
        return schema.validate(instance).stream()
                .filter(error -> !(secrets.contains(key(error)) && ABOUT_THE_VALUE.contains(error.getKeyword())))
                .map(this::fault)
                .distinct()
                .toList();
    }

    private Fault fault(Error error) {
        KeyPath key = key(error);
        String property = error.getProperty() == null ? "" : error.getProperty();
        return switch (error.getKeyword()) {
            case "required", "dependentRequired" ->
                Fault.at(
                        places.of(key),
                        key.name(property).toString(),
                        "is missing; expected " + expected(key.name(property)));
            case "additionalProperties", "unevaluatedProperties" -> unknown(key.name(property), around(error));
            case "propertyNames" ->
                Fault.at(places.ofName(key.name(property)), key.name(property).toString(), "is not a valid name here");
            default ->
                Fault.at(
                        places.of(key),
                        key.toString(),
                        ABOUT_THE_VALUE.contains(error.getKeyword())
                                ? "expected " + SchemaWords.expected(around(error)) + ", found "
                                        + found(key, error.getInstanceNode())
                                : plain(key, error));
        };
    }

    private Fault unknown(KeyPath key, JsonNode around) {
        List<String> known = new ArrayList<>(around.path("properties").propertyNames());
        String hint = known.isEmpty() ? "" : "; known are " + String.join(", ", known);
        return Fault.at(places.ofName(key), key.toString(), "the schema has no such key" + hint);
    }

    /** The validator's own words are used for what concerns structure; they may quote a value, so never around a secret. */
    private String plain(KeyPath key, Error error) {
        return mayQuote(key) && !error.getInstanceNode().isContainer()
                ? error.getMessage()
                : "does not satisfy " + error.getKeyword() + " of the schema";
    }

    private String expected(KeyPath key) {
        List<JsonNode> parts = schema.at(key);
        return parts.isEmpty() ? "a value" : SchemaWords.expected(parts.getFirst());
    }

    private String found(KeyPath key, JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a group of keys";
            case ARRAY -> "a list of " + node.size();
            case NULL -> "nothing";
            default -> mayQuote(key) ? node.toString() : "something else";
        };
    }

    private boolean mayQuote(KeyPath key) {
        return places.config()
                .explain(key)
                .map(value -> value.value() instanceof ConfigScalar scalar && looks.mayQuote(key, scalar))
                .orElse(false);
    }

    private static KeyPath key(Error error) {
        KeyPath key = KeyPath.ROOT;
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object element = error.getInstanceLocation().getElement(i);
            key = element instanceof Integer index ? key.index(index) : key.name(String.valueOf(element));
        }
        return key;
    }

    /** The part of the schema that holds the rule. */
    private JsonNode around(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        return schema.source().at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }
}
