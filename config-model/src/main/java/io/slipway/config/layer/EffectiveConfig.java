package io.slipway.config.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.KeyPath;

/** What a target gets: every key in force with its value and where that comes from. Immutable and deterministic. */
public final class EffectiveConfig {
    private final ConfigObject root;
    private final SequencedMap<KeyPath, EffectiveValue> values;

    private EffectiveConfig(ConfigObject root, SequencedMap<KeyPath, EffectiveValue> values) {
        this.root = root;
        this.values = Collections.unmodifiableSequencedMap(values);
    }

    /** @param layers the lowest first */
    public static EffectiveConfig of(List<Layer> layers) {
        Overlay overlay = Overlay.NONE;
        for (Layer layer : layers) {
            overlay = Overlay.of(layer.tree().root()).over(overlay);
        }
        ConfigObject root = overlay.result();
        SequencedMap<KeyPath, EffectiveValue> values = new LinkedHashMap<>();
        ConfigTree.leaves(root).forEach((key, value) -> {
            List<Origin> origins = origins(layers.reversed(), key);
            values.put(key, new EffectiveValue(value, origins.getFirst(), origins.subList(1, origins.size())));
        });
        return new EffectiveConfig(root, values);
    }

    /** The whole as one object, members in the order of their names. */
    public ConfigObject root() {
        return root;
    }

    /** Every key in force, in the order of the whole. */
    public SequencedMap<KeyPath, EffectiveValue> values() {
        return values;
    }

    public Optional<EffectiveValue> explain(KeyPath key) {
        return Optional.ofNullable(values.get(key));
    }

    /** As Spring sees it: dotted keys to text. */
    public SequencedMap<String, String> flatten() {
        return ConfigTree.flatten(root);
    }

    private static List<Origin> origins(List<Layer> topFirst, KeyPath key) {
        List<Origin> origins = new ArrayList<>();
        for (Layer layer : topFirst) {
            origin(layer, key).ifPresent(origins::add);
        }
        return origins;
    }

    /** What a layer says about a key: it sets it, or it sets one above it to something that has no such member. */
    private static Optional<Origin> origin(Layer layer, KeyPath key) {
        ConfigNode node = layer.tree().root();
        KeyPath reached = KeyPath.ROOT;
        for (KeyPath.Segment segment : key.segments()) {
            KeyPath next = reached.plus(new KeyPath(List.of(segment)));
            Optional<ConfigNode> child = ConfigTree.find(layer.tree().root(), next);
            if (child.isEmpty()) {
                return node instanceof ConfigObject ? Optional.empty() : Optional.of(origin(layer, reached, node));
            }
            node = child.get();
            reached = next;
        }
        return Optional.of(origin(layer, reached, node));
    }

    private static Origin origin(Layer layer, KeyPath key, ConfigNode node) {
        return new Origin(layer.path(), key, node, node.position());
    }
}
