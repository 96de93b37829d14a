package io.slipway.config.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.Draft.Entry;
import io.slipway.config.document.Draft.Group;
import io.slipway.config.document.Draft.Leaf;
import io.slipway.config.document.Draft.Series;
import io.slipway.config.document.KeyPath.Index;
import io.slipway.config.document.KeyPath.Name;
import io.slipway.config.document.KeyPath.Segment;

/**
 * Puts written keys and values together to a tree and notes what does not fit. A dotted key and nested objects mean the
 * same, so {@code a.b} beside {@code a: {b: ...}} is one key twice. One use.
 */
final class TreeBuilder {
    private static final int MOST_FAULTS = 100;
    private static final String HALF = "has half a surrogate pair, which no file can hold";

    private final List<Fault> faults = new ArrayList<>();
    private final Group root;

    TreeBuilder(String document) {
        root = new Group(new Position(document, 1, 1));
    }

    /** Sets a value at a written key below the root. */
    void put(String key, Position at, ConfigScalar value) {
        put(KeyPath.ROOT, root, key, at, new Leaf(value));
    }

    /** Sets a value at a written key below a group and gives back what stands there; null when it was refused. */
    @Nullable
    Draft put(KeyPath above, Group group, String key, Position at, Draft value) {
        KeyPath path;
        if (!isUnicode(key) || value instanceof Leaf(ConfigScalar scalar) && !isUnicode(scalar.text())) {
            fault(at, above.isRoot() ? key : above.name(key).toString(), HALF);
            return null;
        }
        try {
            path = KeyPath.parse(key);
        } catch (IllegalArgumentException e) {
            fault(at, above.isRoot() ? key : above.name(key).toString(), e.getMessage());
            return null;
        }
        KeyPath full = above.plus(path);
        if (path.segments().getFirst() instanceof Index) {
            fault(at, full.toString(), "an index needs a list in front of it");
            return null;
        }
        if (full.segments().size() > KeyPath.MOST_LEVELS) {
            fault(at, full.toString(), "nested more than " + KeyPath.MOST_LEVELS + " levels deep");
            return null;
        }
        return place(full, group, path.segments(), at, value);
    }

    /** Sets an element of a list and gives back what stands there; null when it was refused. */
    @Nullable
    Draft put(KeyPath list, Series series, int index, Position at, Draft value) {
        KeyPath full = list.index(index);
        if (value instanceof Leaf(ConfigScalar scalar) && !isUnicode(scalar.text())) {
            fault(at, full.toString(), HALF);
            return null;
        }
        if (index > KeyPath.HIGHEST_INDEX) {
            fault(at, full.toString(), "a list has at most " + (KeyPath.HIGHEST_INDEX + 1) + " elements");
            return null;
        }
        if (full.segments().size() > KeyPath.MOST_LEVELS) {
            fault(at, full.toString(), "nested more than " + KeyPath.MOST_LEVELS + " levels deep");
            return null;
        }
        return place(full, series, List.of(new Index(index)), at, value);
    }

    Group root() {
        return root;
    }

    void fault(Position at, String field, String message) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(Fault.at(at, shortened(field), message));
        }
    }

    Parsed<ConfigTree> finish(Position at) {
        ConfigNode tree = freeze(KeyPath.ROOT, root);
        return faults.isEmpty() && tree instanceof ConfigObject object
                ? Parsed.valid(new ConfigTree(at.document(), object))
                : Parsed.refused(faults.stream()
                        .sorted((a, b) -> a.position().compareTo(b.position()))
                        .toList());
    }

    private @Nullable Draft place(KeyPath full, Draft start, List<Segment> way, Position at, Draft value) {
        Draft container = start;
        for (int i = 0; i < way.size(); i++) {
            Segment segment = way.get(i);
            boolean last = i == way.size() - 1;
            Draft wanted = last ? value : way.get(i + 1) instanceof Index ? new Series(at) : new Group(at);
            Entry there = entry(container, segment);
            if (there == null) {
                set(container, segment, new Entry(at, wanted));
                container = wanted;
            } else if (fitsInto(there.value(), wanted)) {
                container = there.value();
            } else {
                fault(at, full.toString(), clash(there, wanted, last));
                return null;
            }
        }
        return container;
    }

    /** Groups and lists written in parts grow together; a value is there once. */
    private static boolean fitsInto(Draft there, Draft wanted) {
        return there instanceof Group && wanted instanceof Group || there instanceof Series && wanted instanceof Series;
    }

    private static String clash(Entry there, Draft wanted, boolean last) {
        String line = there.at().line() == 0 ? "" : ", in line " + there.at().line();
        if (last && there.value().getClass() == wanted.getClass()) {
            return "is there already" + line;
        }
        return "cannot be " + kind(wanted) + ": a part of this key is " + kind(there.value()) + line;
    }

    private static String kind(Draft draft) {
        return switch (draft) {
            case Group _ -> "a group";
            case Series _ -> "a list";
            case Leaf _ -> "a value";
        };
    }

    private static @Nullable Entry entry(Draft container, Segment segment) {
        return switch (segment) {
            case Name(String name) ->
                container instanceof Group group ? group.members().get(name) : null;
            case Index(int index) ->
                container instanceof Series series ? series.elements().get(index) : null;
        };
    }

    private static void set(Draft container, Segment segment, Entry entry) {
        switch (segment) {
            case Name(String name) -> ((Group) container).members().put(name, entry);
            case Index(int index) -> ((Series) container).elements().put(index, entry);
        }
    }

    private ConfigNode freeze(KeyPath path, Draft draft) {
        return switch (draft) {
            case Leaf(ConfigScalar value) -> value;
            case Group group -> {
                SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>();
                group.members()
                        .forEach((name, entry) -> members.put(
                                name, new ConfigObject.Member(entry.at(), freeze(path.name(name), entry.value()))));
                yield new ConfigObject(members, group.position());
            }
            case Series series -> {
                List<ConfigNode> elements = new ArrayList<>();
                series.elements().forEach((index, entry) -> {
                    if (index != elements.size()) {
                        fault(entry.at(), path.index(index).toString(), "comes without " + path.index(elements.size()));
                    }
                    elements.add(freeze(path.index(index), entry.value()));
                });
                yield new ConfigList(elements, series.position());
            }
        };
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String shortened(String field) {
        return field.length() <= KeyPath.LONGEST ? field : field.substring(0, KeyPath.LONGEST) + "...";
    }
}
