package io.slipway.config.layer;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Position;

/**
 * What one or several layers do to whatever is under them. Objects merge key by key, scalars and lists replace, {@code null}
 * deletes. Putting overlays upon each other is associative: an object that has replaced a scalar, a list or {@code null}
 * remembers that it hides everything under it.
 */
public final class Overlay {
    /** Changes nothing. */
    public static final Overlay NONE = of(ConfigObject.EMPTY);

    private sealed interface Part {}

    /** Replaces what is under it. */
    private record Fixed(Position at, ConfigNode value) implements Part {}

    /** Merges with a group under it, unless it hides it. */
    private record Group(Position at, Position position, SortedMap<String, Part> members, boolean hides)
            implements Part {}

    private final Group root;

    private Overlay(Group root) {
        this.root = root;
    }

    public static Overlay of(ConfigObject object) {
        return new Overlay(group(object.position(), object));
    }

    /** This one on top of another. */
    public Overlay over(Overlay lower) {
        return new Overlay(merge(root, lower.root));
    }

    /** What is in force when nothing is under this; members in the order of their names. */
    public ConfigObject result() {
        return resolve(root).map(ConfigObject.class::cast).orElse(ConfigObject.EMPTY);
    }

    private static Group group(Position at, ConfigObject object) {
        SortedMap<String, Part> members = new TreeMap<>();
        object.members().forEach((name, member) -> members.put(name, part(member)));
        return new Group(at, object.position(), members, false);
    }

    private static Part part(ConfigObject.Member member) {
        return switch (member.value()) {
            case ConfigObject object -> group(member.at(), object);
            case ConfigList list -> new Fixed(member.at(), list);
            case ConfigScalar scalar -> new Fixed(member.at(), scalar);
        };
    }

    private static Part merge(Part upper, Part lower) {
        return switch (upper) {
            case Fixed fixed -> fixed;
            case Group group when lower instanceof Group below -> merge(group, below);
            case Group group -> new Group(group.at, group.position, group.members, true);
        };
    }

    private static Group merge(Group upper, Group lower) {
        if (upper.hides) {
            return upper;
        }
        SortedMap<String, Part> members = new TreeMap<>(lower.members);
        upper.members.forEach((name, part) -> members.merge(name, part, (below, above) -> merge(above, below)));
        return new Group(upper.at, upper.position, members, lower.hides);
    }

    /** Empty when it was deleted, or when everything in it was. */
    private static Optional<ConfigNode> resolve(Part part) {
        if (part instanceof Fixed fixed) {
            return fixed.value instanceof ConfigScalar scalar && scalar.isNull()
                    ? Optional.empty()
                    : Optional.of(fixed.value);
        }
        Group group = (Group) part;
        SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>();
        group.members.forEach((name, member) ->
                resolve(member).ifPresent(value -> members.put(name, new ConfigObject.Member(at(member), value))));
        return members.isEmpty() && !group.members.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConfigObject(members, group.position));
    }

    private static Position at(Part part) {
        return switch (part) {
            case Fixed fixed -> fixed.at;
            case Group group -> group.at;
        };
    }
}
