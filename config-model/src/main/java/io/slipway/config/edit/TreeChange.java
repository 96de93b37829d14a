package io.slipway.config.edit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;

/** What a tree is to be after a change. */
final class TreeChange {
    private TreeChange() {}

    /** @throws IllegalArgumentException when a list would have a gap */
    static ConfigObject put(ConfigObject root, KeyPath key, ConfigNode value) {
        return (ConfigObject) put(root, key.segments(), value);
    }

    /**
     * Groups that have nothing in them any more go too.
     *
     * @throws IllegalArgumentException when the key is an element of a list
     */
    static ConfigObject remove(ConfigObject root, KeyPath key) {
        KeyPath parent = key.parent();
        ConfigNode group = parent.isRoot() ? root : find(root, parent);
        if (!(key.segments().getLast() instanceof KeyPath.Name(String name))
                || !(group instanceof ConfigObject object)) {
            throw new IllegalArgumentException("is an element of a list; set the list as a whole");
        }
        SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>(object.members());
        members.remove(name);
        ConfigObject less = new ConfigObject(members, object.position());
        if (parent.isRoot()) {
            return less;
        }
        boolean emptied = members.isEmpty() && parent.segments().getLast() instanceof KeyPath.Name;
        return emptied ? remove(root, parent) : put(root, parent, less);
    }

    private static @Nullable ConfigNode find(ConfigObject root, KeyPath key) {
        return ConfigTree.find(root, key).orElse(null);
    }

    private static ConfigNode put(@Nullable ConfigNode node, List<KeyPath.Segment> way, ConfigNode value) {
        if (way.isEmpty()) {
            return value;
        }
        List<KeyPath.Segment> rest = way.subList(1, way.size());
        return switch (way.getFirst()) {
            case KeyPath.Name(String name) -> {
                ConfigObject object = node instanceof ConfigObject there ? there : ConfigObject.EMPTY;
                SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>(object.members());
                ConfigNode child = object.get(name).orElse(null);
                members.put(name, new ConfigObject.Member(Position.NONE, put(child, rest, value)));
                yield new ConfigObject(members, object.position());
            }
            case KeyPath.Index(int index) -> {
                List<ConfigNode> elements = node instanceof ConfigList list ? list.elements() : List.of();
                if (index > elements.size()) {
                    throw new IllegalArgumentException(
                            "would leave a gap: the list has " + elements.size() + " elements");
                }
                List<ConfigNode> more = new ArrayList<>(elements);
                if (index == elements.size()) {
                    more.add(put(null, rest, value));
                } else {
                    more.set(index, put(elements.get(index), rest, value));
                }
                yield new ConfigList(more, Position.NONE);
            }
        };
    }
}
