package io.slipway.config.document;

import java.util.ArrayList;
import java.util.List;

import io.slipway.config.document.KeyPath.Index;
import io.slipway.config.document.KeyPath.Name;
import io.slipway.config.document.KeyPath.Segment;

/** Takes a written key apart. One use. */
final class KeyParser {
    private static final int MOST_DIGITS = 5;

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private int at;

    KeyParser(String text) {
        this.text = text;
    }

    List<Segment> segments() {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a key has to have a name");
        }
        if (text.length() > KeyPath.LONGEST) {
            throw new IllegalArgumentException("a key has at most " + KeyPath.LONGEST + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a key has no control characters");
        }
        boolean wantsName = true;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                bracket();
                wantsName = false;
            } else if (!wantsName && text.charAt(at) == '.') {
                at++;
                wantsName = true;
                if (at == text.length() || text.charAt(at) == '[') {
                    throw emptyName();
                }
            } else if (wantsName) {
                name();
                wantsName = false;
            } else {
                throw new IllegalArgumentException("after ']' in a key comes '.', '[' or the end");
            }
        }
        if (segments.size() > KeyPath.MOST_LEVELS) {
            throw new IllegalArgumentException("a key has at most " + KeyPath.MOST_LEVELS + " levels");
        }
        return segments;
    }

    private void name() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            if (text.charAt(end) == ']') {
                throw new IllegalArgumentException("']' in a key closes nothing");
            }
            end++;
        }
        if (end == at) {
            throw emptyName();
        }
        segments.add(new Name(text.substring(at, end)));
        at = end;
    }

    private void bracket() {
        int end = text.indexOf(']', at);
        if (end < 0) {
            throw new IllegalArgumentException("'[' in a key is not closed");
        }
        String inside = text.substring(at + 1, end);
        if (inside.isEmpty()) {
            throw new IllegalArgumentException("brackets in a key hold an index or a name");
        }
        if (inside.indexOf('[') >= 0) {
            throw new IllegalArgumentException("brackets in a key do not nest");
        }
        segments.add(isNumber(inside) ? index(inside) : new Name(inside));
        at = end + 1;
    }

    private static boolean isNumber(String inside) {
        return inside.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Index index(String digits) {
        if (digits.length() > MOST_DIGITS || Integer.parseInt(digits) > KeyPath.HIGHEST_INDEX) {
            throw new IllegalArgumentException("an index is at most " + KeyPath.HIGHEST_INDEX);
        }
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            throw new IllegalArgumentException("an index has no zeros in front");
        }
        return new Index(Integer.parseInt(digits));
    }

    private static IllegalArgumentException emptyName() {
        return new IllegalArgumentException("a key has no empty name between its dots");
    }
}
