package io.slipway.config.edit;

import java.util.List;
import java.util.Optional;

import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.KeyPath;

/**
 * Changes YAML, and JSON, which is YAML, in place. An attempt: the caller reads what came out, and anchors, merges and
 * keys in odd places may make it wrong.
 */
final class YamlText {
    private final String text;
    private final YamlPlaces places;
    private final YamlWords words;

    YamlText(String text, boolean json) {
        this.text = text;
        places = new YamlPlaces(text);
        words = new YamlWords(json);
    }

    Optional<String> set(KeyPath key, ConfigNode value) {
        Optional<Node> root = places.root();
        if (root.isEmpty()) {
            return Optional.of(onNewLine(text.length(), words.block(key.segments(), value, 0)));
        }
        YamlPlaces.Reached reached = places.reach(root.get(), key);
        if (reached.rest().isEmpty()) {
            return Optional.of(replace(reached.node(), words.inline(value)));
        }
        return switch (reached.node()) {
            case MappingNode mapping -> member(mapping, reached.rest(), value);
            case SequenceNode list -> element(list, reached.rest(), value);
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.NULL) ->
                Optional.of(replace(scalar, words.inline(words.wrapped(reached.rest(), value))));
            default -> Optional.empty();
        };
    }

    Optional<String> remove(KeyPath key) {
        Optional<NodeTuple> found = places.root().flatMap(root -> places.entry(root, key));
        return found.map(tuple -> {
            MappingNode holder = places.holder(tuple);
            if (holder.getFlowStyle() == FlowStyle.FLOW) {
                return withoutInFlow(holder, tuple);
            }
            int start = places.lineStart(places.start(tuple.getKeyNode()));
            int end = places.lineEnd(places.end(tuple.getValueNode()));
            return text.substring(0, start) + text.substring(end);
        });
    }

    private Optional<String> member(MappingNode mapping, List<KeyPath.Segment> rest, ConfigNode value) {
        if (mapping.getValue().isEmpty()) {
            return Optional.of(replace(mapping, words.inline(words.wrapped(rest, value))));
        }
        NodeTuple last = mapping.getValue().getLast();
        int end = places.end(last.getValueNode());
        int column = places.column(last.getKeyNode());
        if (mapping.getFlowStyle() != FlowStyle.FLOW) {
            return Optional.of(onNewLine(places.lineEnd(end), words.block(rest, value, column)));
        }
        boolean lines = places.line(last.getKeyNode()) > places.line(mapping);
        String between = lines ? ",\n" + " ".repeat(column) : ", ";
        return Optional.of(insert(end, between + words.flow(rest, value)));
    }

    private Optional<String> element(SequenceNode list, List<KeyPath.Segment> rest, ConfigNode value) {
        List<Node> elements = list.getValue();
        if (elements.isEmpty() || !(rest.getFirst() instanceof KeyPath.Index(int index)) || index != elements.size()) {
            return Optional.empty();
        }
        String written = words.inline(words.wrapped(rest.subList(1, rest.size()), value));
        int end = places.end(elements.getLast());
        return Optional.of(
                list.getFlowStyle() == FlowStyle.FLOW
                        ? insert(end, ", " + written)
                        : onNewLine(places.lineEnd(end), " ".repeat(places.column(list)) + "- " + written + "\n"));
    }

    private String withoutInFlow(MappingNode holder, NodeTuple tuple) {
        List<NodeTuple> all = holder.getValue();
        int index = all.indexOf(tuple);
        int start = index == 0
                ? places.start(tuple.getKeyNode())
                : places.end(all.get(index - 1).getValueNode());
        int end =
                index == 0 && all.size() > 1 ? places.start(all.get(1).getKeyNode()) : places.end(tuple.getValueNode());
        return text.substring(0, start) + text.substring(end);
    }

    private String replace(Node node, String with) {
        int start = places.start(node);
        boolean blank = start == 0
                || Character.isWhitespace(text.charAt(start - 1))
                || "[{,".indexOf(text.charAt(start - 1)) >= 0;
        int end = node instanceof CollectionNode<?> && start == places.end(node) ? start : places.end(node);
        return text.substring(0, start) + (blank ? "" : " ") + with + text.substring(Math.max(start, end));
    }

    private String insert(int at, String more) {
        return text.substring(0, at) + more + text.substring(at);
    }

    private String onNewLine(int at, String line) {
        boolean open = at > 0 && text.charAt(at - 1) != '\n';
        return text.substring(0, at) + (open ? "\n" : "") + line + text.substring(at);
    }
}
