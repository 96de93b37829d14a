package io.slipway.config.edit;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import io.slipway.config.document.KeyPath;

/** Where things are in a YAML text that was read without faults before, in offsets of Java's characters. */
final class YamlPlaces {
    private final String text;
    private final Optional<Node> root;
    private final Map<NodeTuple, MappingNode> holders = new IdentityHashMap<>();

    /** @param rest what of a way is not there */
    record Reached(Node node, List<KeyPath.Segment> rest) {}

    YamlPlaces(String text) {
        this.text = text;
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowNonScalarKeys(true)
                .build();
        root = new Compose(settings).composeString(text);
    }

    Optional<Node> root() {
        return root;
    }

    /** As far as a way leads. */
    Reached reach(Node node, KeyPath key) {
        return reach(node, key.segments());
    }

    /** The entry of a key, or of the group above it when nothing else is in that. */
    Optional<NodeTuple> entry(Node node, KeyPath key) {
        return entry(node, key.segments());
    }

    /** The map that an entry which was found is in. */
    MappingNode holder(NodeTuple tuple) {
        return holders.get(tuple);
    }

    int start(Node node) {
        return offset(node.getStartMark().orElseThrow());
    }

    /** The end of what is written, without the comments and empty lines that follow. */
    int end(Node node) {
        if (node instanceof MappingNode mapping && block(mapping.getFlowStyle())) {
            return mapping.getValue().isEmpty()
                    ? start(node)
                    : end(mapping.getValue().getLast().getValueNode());
        }
        if (node instanceof SequenceNode list && block(list.getFlowStyle())) {
            return list.getValue().isEmpty() ? start(node) : end(list.getValue().getLast());
        }
        int end = offset(node.getEndMark().orElseThrow());
        while (end > start(node)
                && text.charAt(end - 1) == '\n'
                && node instanceof ScalarNode scalar
                && !scalar.isPlain()) {
            end--;
        }
        return end;
    }

    int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    int line(Node node) {
        return node.getStartMark().orElseThrow().getLine();
    }

    int lineStart(int offset) {
        return text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
    }

    /** Behind the line break, if there is one. */
    int lineEnd(int offset) {
        int lineBreak = text.indexOf('\n', offset);
        return lineBreak < 0 ? text.length() : lineBreak + 1;
    }

    private Reached reach(Node node, List<KeyPath.Segment> way) {
        if (way.isEmpty()) {
            return new Reached(node, way);
        }
        if (node instanceof SequenceNode list
                && way.getFirst() instanceof KeyPath.Index(int index)
                && index < list.getValue().size()) {
            return reach(list.getValue().get(index), way.subList(1, way.size()));
        }
        Reached best = new Reached(node, way);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                List<KeyPath.Segment> name = name(tuple);
                if (starts(way, name)) {
                    Reached further = reach(tuple.getValueNode(), way.subList(name.size(), way.size()));
                    best = further.rest().size() < best.rest().size() ? further : best;
                }
            }
        }
        return best;
    }

    private Optional<NodeTuple> entry(Node node, List<KeyPath.Segment> way) {
        if (node instanceof SequenceNode list
                && way.size() > 1
                && way.getFirst() instanceof KeyPath.Index(int index)
                && index < list.getValue().size()) {
            return entry(list.getValue().get(index), way.subList(1, way.size()));
        }
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        for (NodeTuple tuple : mapping.getValue()) {
            List<KeyPath.Segment> name = name(tuple);
            if (!starts(way, name)) {
                continue;
            }
            boolean whole = name.size() == way.size();
            Optional<NodeTuple> below =
                    whole ? Optional.of(tuple) : entry(tuple.getValueNode(), way.subList(name.size(), way.size()));
            if (below.isPresent()) {
                boolean alone = !whole
                        && holders.get(below.get()) == tuple.getValueNode()
                        && ((MappingNode) tuple.getValueNode()).getValue().size() == 1;
                NodeTuple entry = alone ? tuple : below.get();
                if (whole || alone) {
                    holders.put(entry, mapping);
                }
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static List<KeyPath.Segment> name(NodeTuple tuple) {
        try {
            return tuple.getKeyNode() instanceof ScalarNode key
                    ? KeyPath.parse(key.getValue()).segments()
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static boolean starts(List<KeyPath.Segment> way, List<KeyPath.Segment> name) {
        return !name.isEmpty()
                && name.size() <= way.size()
                && way.subList(0, name.size()).equals(name);
    }

    private static boolean block(FlowStyle style) {
        return style != FlowStyle.FLOW;
    }

    /** The library counts code points. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
