package io.slipway.kit.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.Violation;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** Holds a document against the published JSON Schema and says what is wrong in words for its writer. */
public final class SchemaCheck {
    private final JsonNode source;
    private final Schema schema;

    /** @param source the schema, draft 2020-12, which refers to nothing outside of itself */
    public SchemaCheck(JsonNode source) {
        this.source = source;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(source);
    }

    /** @param resource where a schema is on the class path of its owner */
    public static JsonNode load(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Violation> check(YamlDocument document) {
        return schema.validate(document.root()).stream()
                .map(error -> violation(document, error))
                .distinct()
                .toList();
    }

    private Violation violation(YamlDocument document, Error error) {
        String path = path(error);
        JsonNode rule = rule(error);
        JsonNode around = around(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknownField(document, YamlDocument.child(path, property(error)), around);
            case "required" -> document.fault(YamlDocument.child(path, property(error)), "is missing");
            case "type" -> document.fault(path, wrongType(error, rule));
            case "enum" -> document.fault(path, error.getInstanceNode() + " is not one of " + choices(rule));
            case "const" -> document.fault(path, "expected " + rule + ", found " + error.getInstanceNode());
            case "pattern" ->
                document.fault(
                        path,
                        error.getInstanceNode() + " is not "
                                + around.path("title").asString("valid here"));
            case "propertyNames" ->
                document.keyFault(
                        YamlDocument.child(path, property(error)), property(error) + " is not a valid name here");
            case "minimum" -> document.fault(path, "has to be at least " + rule);
            case "maximum" -> document.fault(path, "has to be at most " + rule);
            case "minItems" -> document.fault(path, "needs at least " + rule + " element");
            case "minLength" -> document.fault(path, "is too short");
            case "maxItems", "maxProperties", "maxLength" -> document.fault(path, "is too long, at most " + rule);
            default -> document.fault(path, error.getMessage());
        };
    }

    private static Violation unknownField(YamlDocument document, String path, JsonNode around) {
        List<String> known = new ArrayList<>(around.path("properties").propertyNames());
        String name = path.substring(path.lastIndexOf('.') + 1);
        String hint = Nearest.to(name, known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("known are " + String.join(", ", known));
        return document.keyFault(path, "there is no field " + name + " here; " + hint);
    }

    private static String wrongType(Error error, JsonNode rule) {
        JsonNode found = error.getInstanceNode();
        return found.isNull()
                ? "is empty; give it a value or leave the field out"
                : "expected " + (rule.isString() ? rule.asString() : rule) + ", found " + kind(found);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            default -> node.toString();
        };
    }

    private static String choices(JsonNode rule) {
        List<String> choices = new ArrayList<>();
        rule.forEach(choice -> choices.add(choice.asString()));
        return String.join(", ", choices);
    }

    private static String property(Error error) {
        return error.getProperty() == null ? "" : error.getProperty();
    }

    private static String path(Error error) {
        String path = "";
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            Object element = error.getInstanceLocation().getElement(i);
            path = element instanceof Integer index
                    ? YamlDocument.child(path, index)
                    : YamlDocument.child(path, String.valueOf(element));
        }
        return path;
    }

    private JsonNode rule(Error error) {
        return source.at(pointer(error));
    }

    /** The part of the schema that holds the rule. */
    private JsonNode around(Error error) {
        String pointer = pointer(error);
        return source.at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }

    private static String pointer(Error error) {
        return error.getSchemaLocation().getFragment().toString();
    }
}
