package io.slipway.config.check;

import java.math.BigDecimal;
import java.util.List;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.resolve.ResolvedConfig;
import io.slipway.config.schema.ConfigSchema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An effective configuration as the JSON that its schema is held against: references put in, secrets masked, and text from a
 * format without types read as what the schema expects there.
 */
record TypedInstance(ConfigSchema schema, ResolvedConfig resolved) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    JsonNode of(ConfigObject root) {
        return node(KeyPath.ROOT, root);
    }

    private JsonNode node(KeyPath key, ConfigNode node) {
        return switch (node) {
            case ConfigObject object -> {
                ObjectNode members = JSON.objectNode();
                object.members().forEach((name, member) -> members.set(name, node(key.name(name), member.value())));
                yield members;
            }
            case ConfigList list -> {
                ArrayNode elements = JSON.arrayNode();
                for (ConfigNode element : list.elements()) {
                    elements.add(node(key.index(elements.size()), element));
                }
                yield elements;
            }
            case ConfigScalar scalar -> scalar(key, resolved.values().getOrDefault(key, scalar));
        };
    }

    private JsonNode scalar(KeyPath key, ConfigScalar scalar) {
        if (scalar.type() != ConfigScalar.Type.UNTYPED) {
            return scalar.json();
        }
        List<JsonNode> parts = schema.at(key);
        if (allows(parts, "string")) {
            return scalar.json();
        }
        String text = scalar.text().strip();
        if (allows(parts, "boolean") && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return (allows(parts, "integer") || allows(parts, "number")) && text.matches("-?\\d{1,30}(\\.\\d{1,30})?")
                ? number(text)
                : scalar.json();
    }

    private static JsonNode number(String text) {
        return text.indexOf('.') < 0
                ? JSON.numberNode(new BigDecimal(text).toBigIntegerExact())
                : JSON.numberNode(new BigDecimal(text));
    }

    private static boolean allows(List<JsonNode> parts, String type) {
        return parts.stream().map(part -> part.path("type")).anyMatch(declared -> isOneOf(declared, type));
    }

    private static boolean isOneOf(JsonNode declared, String type) {
        if (declared.isArray()) {
            return declared.valueStream().anyMatch(each -> isOneOf(each, type));
        }
        return declared.asString("").equals(type);
    }
}
