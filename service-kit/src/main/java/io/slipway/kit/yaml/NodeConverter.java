package io.slipway.kit.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import io.slipway.events.Violation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a JSON tree of YAML nodes and notes where each one was. One use. */
final class NodeConverter {
    private static final int MOST_NODES = 20_000;
    private static final int LONGEST_NUMBER = 30;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Position> values = new HashMap<>();
    private final Map<String, Position> keys = new HashMap<>();
    private final List<Violation> faults = new ArrayList<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    YamlDocument convert(Node root) throws YamlFault {
        return new YamlDocument(convert(root, ""), values, keys, faults);
    }

    private JsonNode convert(Node node, String path) throws YamlFault {
        if (++nodes > MOST_NODES) {
            throw fault(node, "more than " + MOST_NODES + " values, aliases counted as often as they are used");
        }
        if (!open.add(node)) {
            throw fault(node, "an alias that contains itself");
        }
        values.put(path, Position.of(node));
        JsonNode json = switch (node) {
            case MappingNode mapping -> object(mapping, path);
            case SequenceNode sequence -> array(sequence, path);
            case ScalarNode scalar -> value(scalar, path);
            default -> throw fault(node, "a value that cannot be read");
        };
        open.remove(node);
        return json;
    }

    private ObjectNode object(MappingNode mapping, String path) throws YamlFault {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw fault(tuple.getKeyNode(), "a key has to be plain text");
            }
            String name = key.getValue();
            String child = YamlDocument.child(path, name);
            if (object.has(name)) {
                Position first = keys.getOrDefault(child, Position.NONE);
                Position second = Position.of(key);
                faults.add(new Violation(
                        child, second.line(), second.column(), "is there already, in line " + first.line()));
                continue;
            }
            keys.put(child, Position.of(key));
            object.set(name, convert(tuple.getValueNode(), child));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String path) throws YamlFault {
        ArrayNode array = JSON.arrayNode();
        int index = 0;
        for (Node element : sequence.getValue()) {
            array.add(convert(element, YamlDocument.child(path, index++)));
        }
        return array;
    }

    private JsonNode value(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text);
        }
        if (!tag.equals(Tag.STR)) {
            Position at = Position.of(scalar);
            faults.add(new Violation(path, at.line(), at.column(), "the tag " + tag.getValue() + " is not known"));
        }
        return JSON.stringNode(text);
    }

    /** What is no decimal number, such as .inf, stays text, and the schema says so. */
    private static JsonNode number(String text) {
        if (text.length() > LONGEST_NUMBER || text.contains("e") || text.contains("E")) {
            return JSON.stringNode(text);
        }
        try {
            return JSON.numberNode(new BigInteger(text));
        } catch (NumberFormatException notWhole) {
            try {
                return JSON.numberNode(new BigDecimal(text));
            } catch (NumberFormatException notDecimal) {
                return JSON.stringNode(text);
            }
        }
    }

    private static YamlFault fault(Node node, String message) {
        Position at = Position.of(node);
        return new YamlFault(at.line(), at.column(), message);
    }
}
