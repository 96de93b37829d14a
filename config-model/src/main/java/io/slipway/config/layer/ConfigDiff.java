package io.slipway.config.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.KeyPath;

/**
 * What differs, in the order of documents and keys. It holds texts to show, in which secrets are already masked, so that
 * nothing that prints a difference can print a secret.
 */
public record ConfigDiff(List<Change> changes) {
    /** What happened to a key. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A difference.
     *
     * @param document empty when effective configurations are compared
     * @param before   null when it was added
     * @param after    null when it was removed
     */
    public record Change(
            String document,
            String key,
            Kind kind,
            @Nullable String before,
            @Nullable String after) {}

    public ConfigDiff {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** What a target would notice. */
    public static ConfigDiff between(EffectiveConfig before, EffectiveConfig after, Sensitive sensitive) {
        return new ConfigDiff(
                compare("", ConfigTree.leaves(before.root()), ConfigTree.leaves(after.root()), sensitive));
    }

    /** What was edited, document by document; comments and layout are no differences. */
    public static ConfigDiff between(ConfigSource before, ConfigSource after, Sensitive sensitive) {
        TreeSet<String> paths = new TreeSet<>(before.documents().keySet());
        paths.addAll(after.documents().keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            changes.addAll(compare(path, leaves(before, path), leaves(after, path), sensitive));
        }
        return new ConfigDiff(changes);
    }

    private static Map<KeyPath, ConfigNode> leaves(ConfigSource source, String path) {
        return source.tree(path)
                .<Map<KeyPath, ConfigNode>>map(ConfigTree::leaves)
                .orElse(Map.of());
    }

    private static List<Change> compare(
            String document, Map<KeyPath, ConfigNode> before, Map<KeyPath, ConfigNode> after, Sensitive sensitive) {
        SequencedMap<String, KeyPath> keys = new TreeMap<>();
        before.keySet().forEach(key -> keys.put(key.toString(), key));
        after.keySet().forEach(key -> keys.put(key.toString(), key));
        List<Change> changes = new ArrayList<>();
        keys.forEach((written, key) -> {
            ConfigNode old = before.get(key);
            ConfigNode now = after.get(key);
            if (!Objects.equals(show(old, false), show(now, false))) {
                boolean secret = old != null && sensitive.test(key, old) || now != null && sensitive.test(key, now);
                changes.add(new Change(document, written, kind(old, now), show(old, secret), show(now, secret)));
            }
        });
        return changes;
    }

    private static Kind kind(@Nullable ConfigNode old, @Nullable ConfigNode now) {
        return old == null ? Kind.ADDED : now == null ? Kind.REMOVED : Kind.CHANGED;
    }

    /** As JSON, so that the number 30 and the text "30" do not look alike. */
    private static @Nullable String show(@Nullable ConfigNode value, boolean secret) {
        return value == null ? null : secret ? Sensitive.MASK : value.json().toString();
    }
}
