package io.slipway.config.document;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to a value: {@code a.b[0].c} as Spring writes it. A name with a dot in it stands in brackets:
 * {@code logging.level[com.example]}. Digits in brackets are an index, digits after a dot a name.
 */
public record KeyPath(List<Segment> segments) {
    /** The deepest way, in levels. */
    public static final int MOST_LEVELS = 50;

    /** The longest way, in characters as written. */
    public static final int LONGEST = 1024;

    /** The highest index of a list. */
    public static final int HIGHEST_INDEX = 9_999;

    public static final KeyPath ROOT = new KeyPath(List.of());

    /** One level. */
    public sealed interface Segment {}

    /** A member of an object. */
    public record Name(String name) implements Segment {}

    /** An element of a list, counted from 0. */
    public record Index(int index) implements Segment {}

    public KeyPath {
        segments = List.copyOf(segments);
    }

    /** @throws IllegalArgumentException with a message for people when it is no key */
    public static KeyPath parse(String text) {
        return new KeyPath(new KeyParser(text).segments());
    }

    public KeyPath plus(KeyPath more) {
        List<Segment> all = new ArrayList<>(segments);
        all.addAll(more.segments);
        return new KeyPath(all);
    }

    public KeyPath name(String name) {
        return plus(new KeyPath(List.of(new Name(name))));
    }

    public KeyPath index(int index) {
        return plus(new KeyPath(List.of(new Index(index))));
    }

    /** This way without its last level; the root has none above it. */
    public KeyPath parent() {
        return segments.isEmpty() ? this : new KeyPath(segments.subList(0, segments.size() - 1));
    }

    public boolean isRoot() {
        return segments.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            switch (segment) {
                case Index(int index) -> text.append('[').append(index).append(']');
                case Name(String name) -> append(text, name);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name) {
        if (name.indexOf('.') >= 0) {
            text.append('[').append(name).append(']');
        } else {
            text.append(text.isEmpty() ? "" : ".").append(name);
        }
    }
}
