package io.slipway.config.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.schema.ConfigSchema;
import io.slipway.config.schema.SchemaWords;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Walks through a schema; a part that holds itself is described once. One use. */
final class KeyEntries {
    private static final String ALL = "all";

    private final ConfigSchema schema;
    private final ConfigSource source;
    private final List<KeyEntry> entries = new ArrayList<>();
    private final Set<JsonNode> above = Collections.newSetFromMap(new IdentityHashMap<>());

    private KeyEntries(ConfigSchema schema, ConfigSource source) {
        this.schema = schema;
        this.source = source;
    }

    static List<KeyEntry> of(ConfigSchema schema, ConfigSource source) {
        KeyEntries walk = new KeyEntries(schema, source);
        walk.members(KeyPath.ROOT);
        return List.copyOf(walk.entries);
    }

    private void members(KeyPath key) {
        List<JsonNode> parts = schema.at(key);
        List<JsonNode> added = parts.stream().filter(above::add).toList();
        if (added.size() == parts.size()) {
            for (String name : schema.members(key)) {
                entry(key.name(name), required(parts, name));
                members(key.name(name));
            }
            if (parts.stream().anyMatch(part -> part.path("items").isObject())) {
                members(key.index(0));
            }
        }
        above.removeAll(added);
    }

    private void entry(KeyPath key, boolean required) {
        List<JsonNode> parts = schema.at(key);
        JsonNode main = parts.stream()
                .filter(part -> part.has("type") || part.has("enum") || part.has("const"))
                .findFirst()
                .or(() -> parts.stream().findFirst())
                .orElse(MissingNode.getInstance());
        boolean secret = schema.isSecret(key);
        JsonNode value = first(parts, "default");
        entries.add(new KeyEntry(
                key.toString().replace("[0]", "[*]"),
                SchemaWords.type(main),
                required,
                secret || value.isMissingNode() ? "" : value.toString(),
                String.join(", ", SchemaWords.limits(main)),
                secret,
                setIn(key),
                first(parts, "description").asString("")));
    }

    private SortedSet<String> setIn(KeyPath key) {
        SortedSet<String> environments = new TreeSet<>();
        source.documents()
                .forEach((path, document) -> source.tree(path)
                        .filter(tree -> ConfigTree.find(tree.root(), key).isPresent())
                        .ifPresent(_ -> environments.add(
                                Objects.requireNonNullElse(document.layer().environment(), ALL))));
        return environments;
    }

    private static boolean required(List<JsonNode> parts, String name) {
        return parts.stream()
                .flatMap(part -> part.path("required").valueStream())
                .anyMatch(each -> each.asString("").equals(name));
    }

    private static JsonNode first(List<JsonNode> parts, String word) {
        return parts.stream()
                .map(part -> part.path(word))
                .filter(found -> !found.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
