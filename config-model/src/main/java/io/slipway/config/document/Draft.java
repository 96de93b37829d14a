package io.slipway.config.document;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A tree that is still being put together. */
sealed interface Draft {
    /** Something that stands at a place; the place is its key's. */
    record Entry(Position at, Draft value) {}

    /** An object. */
    record Group(SequencedMap<String, Entry> members, Position position) implements Draft {
        Group(Position position) {
            this(new LinkedHashMap<>(), position);
        }
    }

    /** A list of which elements may still be missing. */
    record Series(TreeMap<Integer, Entry> elements, Position position) implements Draft {
        Series(Position position) {
            this(new TreeMap<>(), position);
        }
    }

    /** A value that is ready. */
    record Leaf(ConfigScalar value) implements Draft {}
}
