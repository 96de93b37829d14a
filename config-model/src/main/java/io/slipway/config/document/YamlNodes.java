package io.slipway.config.document;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import io.slipway.config.document.Draft.Group;
import io.slipway.config.document.Draft.Leaf;
import io.slipway.config.document.Draft.Series;

/** Puts the nodes of a YAML document into a tree; aliases are written out as often as they are used. One use. */
final class YamlNodes {
    private static final int MOST_NODES = 100_000;
    private static final String MERGE = "<<";

    private final String document;
    private final TreeBuilder builder;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    YamlNodes(String document, TreeBuilder builder) {
        this.document = document;
        this.builder = builder;
    }

    void read(Node root) {
        if (root instanceof MappingNode mapping) {
            fill(root, KeyPath.ROOT, builder.root(), mapping);
        } else if (!root.getTag().equals(Tag.NULL)) {
            builder.fault(at(root), "", "a document is a map of keys to values");
        }
    }

    private void fill(Node node, KeyPath path, Draft place, Node content) {
        if (nodes++ == MOST_NODES) {
            builder.fault(at(node), path.toString(), "more than " + MOST_NODES + " values, aliases written out");
        }
        if (nodes > MOST_NODES) {
            return;
        }
        if (!content.getTag().equals(Tag.MAP) && !content.getTag().equals(Tag.SEQ)) {
            builder.fault(
                    at(content), path.toString(), "the tag " + content.getTag().getValue() + " is not known");
            return;
        }
        if (!open.add(content)) {
            builder.fault(at(node), path.toString(), "an alias that contains itself");
            return;
        }
        if (place instanceof Group group && content instanceof MappingNode mapping) {
            members(mapping, path, group, new HashMap<>());
        } else if (place instanceof Series series && content instanceof SequenceNode sequence) {
            int index = 0;
            for (Node element : sequence.getValue()) {
                put(path.index(index), builder.put(path, series, index, at(element), draft(element, path)), element);
                index++;
            }
        }
        open.remove(content);
    }

    /** Merged keys come last and give way to the ones that stand here, as YAML's merge type has it. */
    private void members(MappingNode mapping, KeyPath path, Group group, Map<String, Position> written) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!isMerge(tuple)) {
                member(tuple, path, group, written);
            }
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple)) {
                merge(tuple.getValueNode(), path, group, written);
            }
        }
    }

    private void member(NodeTuple tuple, KeyPath path, Group group, Map<String, Position> written) {
        Node keyNode = tuple.getKeyNode();
        if (!(keyNode instanceof ScalarNode key)) {
            builder.fault(at(keyNode), path.toString(), "a key is plain text");
            return;
        }
        String name = key.getValue();
        Position first = written.putIfAbsent(name, at(key));
        if (first != null) {
            builder.fault(at(key), path.name(name).toString(), "is there already, in line " + first.line());
            return;
        }
        Node value = tuple.getValueNode();
        Draft place = builder.put(path, group, name, at(key), draft(value, path.name(name)));
        if (place != null) {
            put(path.plus(KeyPath.parse(name)), place, value);
        }
    }

    private void merge(Node source, KeyPath path, Group group, Map<String, Position> written) {
        switch (source) {
            case MappingNode mapping -> {
                if (!open.add(mapping)) {
                    builder.fault(at(mapping), path.toString(), "an alias that contains itself");
                    return;
                }
                for (NodeTuple tuple : mapping.getValue()) {
                    if (isMerge(tuple)) {
                        merge(tuple.getValueNode(), path, group, written);
                    } else if (!(tuple.getKeyNode() instanceof ScalarNode key)
                            || !written.containsKey(key.getValue())) {
                        member(tuple, path, group, written);
                    }
                }
                open.remove(mapping);
            }
            case SequenceNode sequence
            when open.add(sequence) -> {
                sequence.getValue().forEach(element -> merge(element, path, group, written));
                open.remove(sequence);
            }
            default -> builder.fault(at(source), path.toString(), "'<<' merges maps");
        }
    }

    private static boolean isMerge(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key
                && key.isPlain()
                && key.getValue().equals(MERGE);
    }

    private void put(KeyPath path, @Nullable Draft place, Node value) {
        if (place != null && !(value instanceof ScalarNode)) {
            fill(value, path, place, value);
        }
    }

    private Draft draft(Node node, KeyPath path) {
        return switch (node) {
            case MappingNode mapping -> new Group(at(mapping));
            case SequenceNode sequence -> new Series(at(sequence));
            case ScalarNode scalar -> new Leaf(scalar(scalar, path));
            default -> throw new IllegalArgumentException("a node that is no map, list or scalar");
        };
    }

    private ConfigScalar scalar(ScalarNode node, KeyPath path) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return new ConfigScalar(ConfigScalar.Type.NULL, "", at(node));
        }
        if (tag.equals(Tag.BOOL)) {
            boolean value = text.equalsIgnoreCase("true");
            return new ConfigScalar(ConfigScalar.Type.BOOLEAN, Boolean.toString(value), at(node));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(text, path, at(node));
        }
        // A bare ${...} is nothing but text to us, and not a variable of this process.
        if (!tag.equals(Tag.STR) && !tag.equals(Tag.ENV_TAG)) {
            builder.fault(at(node), path.toString(), "the tag " + tag.getValue() + " is not known");
        }
        return new ConfigScalar(ConfigScalar.Type.STRING, text, at(node));
    }

    private ConfigScalar number(String text, KeyPath path, Position at) {
        String decimal = YamlNumber.decimal(text);
        if (decimal == null) {
            return new ConfigScalar(ConfigScalar.Type.STRING, text, at);
        }
        if (!Numbers.isReasonable(decimal)) {
            builder.fault(at, path.toString(), Numbers.UNREASONABLE);
        }
        return new ConfigScalar(ConfigScalar.Type.NUMBER, decimal, at);
    }

    private Position at(Node node) {
        return node.getStartMark()
                .map(mark -> new Position(document, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Position(document, 0, 0));
    }
}
