package io.slipway.backup.tree;

import java.util.Arrays;
import java.util.List;

/** Paths in a snapshot: names with {@code /} between them; one at either end, twice in a row or {@code .} says nothing. */
public final class TreePath {
    private TreePath() {}

    /** @throws IllegalArgumentException if one of them is {@code ..} */
    public static List<String> names(String path) {
        List<String> names = Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        if (names.contains("..")) {
            throw new IllegalArgumentException("\"" + path + "\" must not lead upwards with \"..\"");
        }
        return names;
    }

    /** The path of what is called so in a directory; both with a {@code /} at the beginning. */
    public static String child(String directory, String name) {
        return directory.equals("/") ? "/" + name : directory + "/" + name;
    }
}
