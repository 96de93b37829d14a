package io.slipway.backup.mongodb;

import java.util.regex.Pattern;

/**
 * A pattern of names of collections, as {@link NamespaceSelection} has them.
 *
 * @throws IllegalArgumentException if it can be none
 */
record NamePattern(String text) {
    NamePattern {
        if (text.isBlank() || text.startsWith(".") || text.endsWith(".")) {
            throw new IllegalArgumentException(
                    "expected database, database.* or database.collection, found \"" + text + "\"");
        }
    }

    /** Of whole names, where the text may be a database's. */
    private String whole() {
        return text.indexOf('.') < 0 && !text.endsWith("*") ? text + ".*" : text;
    }

    boolean matches(String name) {
        StringBuilder regex = new StringBuilder();
        for (String literal : whole().split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }

    /** Matches everything that the other does. No name has a NUL, so what matches one there matches anything there. */
    boolean covers(NamePattern other) {
        return matches(other.whole().replace('*', '\0'));
    }

    /** There are names that both match. */
    boolean overlaps(NamePattern other) {
        String one = whole();
        String two = other.whole();
        // Whether the rest of one, from i on, and the rest of two, from j on, have a name in common.
        boolean[][] rest = new boolean[one.length() + 1][two.length() + 1];
        for (int i = one.length(); i >= 0; i--) {
            for (int j = two.length(); j >= 0; j--) {
                boolean moreOfOne = i < one.length();
                boolean moreOfTwo = j < two.length();
                if (moreOfOne && one.charAt(i) == '*') {
                    rest[i][j] = rest[i + 1][j] || moreOfTwo && rest[i][j + 1];
                } else if (moreOfTwo && two.charAt(j) == '*') {
                    rest[i][j] = rest[i][j + 1] || moreOfOne && rest[i + 1][j];
                } else {
                    rest[i][j] = moreOfOne && moreOfTwo
                            ? one.charAt(i) == two.charAt(j) && rest[i + 1][j + 1]
                            : moreOfOne == moreOfTwo;
                }
            }
        }
        return rest[0][0];
    }
}
