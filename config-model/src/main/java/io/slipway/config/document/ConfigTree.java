package io.slipway.config.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a document says.
 *
 * @param document path of the document within its source
 */
public record ConfigTree(String document, ConfigObject root) {
    /** Every value by its key: scalars, and lists and objects that have nothing in them; in the order of the document. */
    public SequencedMap<KeyPath, ConfigNode> leaves() {
        return leaves(root);
    }

    /** The leaves of any object. */
    public static SequencedMap<KeyPath, ConfigNode> leaves(ConfigObject root) {
        SequencedMap<KeyPath, ConfigNode> leaves = new LinkedHashMap<>();
        root.members().forEach((name, member) -> collect(KeyPath.ROOT.name(name), member.value(), leaves));
        return leaves;
    }

    /** As Spring flattens it: dotted keys to text; an empty list and {@code null} are the empty text. */
    public SequencedMap<String, String> flatten() {
        return flatten(root);
    }

    /** Any object as Spring flattens it. */
    public static SequencedMap<String, String> flatten(ConfigObject root) {
        SequencedMap<String, String> flat = new LinkedHashMap<>();
        leaves(root).forEach((key, value) -> {
            switch (value) {
                case ConfigScalar scalar -> flat.put(key.toString(), scalar.text());
                case ConfigList _ -> flat.put(key.toString(), "");
                case ConfigObject _ -> {}
            }
        });
        return flat;
    }

    /** The way back: an object with these keys. Refused when a key is both a value and a group, or a list has gaps. */
    public static Parsed<ConfigTree> unflatten(String document, Map<String, ConfigScalar> flat) {
        Position at = new Position(document, 0, 0);
        TreeBuilder builder = new TreeBuilder(document);
        flat.forEach((key, value) -> builder.put(key, at, value));
        return builder.finish(at);
    }

    /** The value at a key, be it a leaf or not. */
    public Optional<ConfigNode> find(KeyPath key) {
        return find(root, key);
    }

    /** The value at a key below an object. */
    public static Optional<ConfigNode> find(ConfigObject root, KeyPath key) {
        ConfigNode node = root;
        for (KeyPath.Segment segment : key.segments()) {
            Optional<ConfigNode> next = step(node, segment);
            if (next.isEmpty()) {
                return next;
            }
            node = next.get();
        }
        return Optional.of(node);
    }

    private static Optional<ConfigNode> step(ConfigNode node, KeyPath.Segment segment) {
        return switch (segment) {
            case KeyPath.Name(String name) -> node instanceof ConfigObject object ? object.get(name) : Optional.empty();
            case KeyPath.Index(int index) ->
                node instanceof ConfigList list && index < list.elements().size()
                        ? Optional.of(list.elements().get(index))
                        : Optional.empty();
        };
    }

    private static void collect(KeyPath at, ConfigNode node, Map<KeyPath, ConfigNode> leaves) {
        switch (node) {
            case ConfigScalar scalar -> leaves.put(at, scalar);
            case ConfigList list when list.elements().isEmpty() -> leaves.put(at, list);
            case ConfigList list -> {
                int index = 0;
                for (ConfigNode element : list.elements()) {
                    collect(at.index(index++), element, leaves);
                }
            }
            case ConfigObject object when object.members().isEmpty() -> leaves.put(at, object);
            case ConfigObject object ->
                object.members().forEach((name, member) -> collect(at.name(name), member.value(), leaves));
        }
    }
}
