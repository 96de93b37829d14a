package io.slipway.backup.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern of paths as restic has them: {@code *}, {@code ?} and {@code [a-z]} stand for a part of one name, {@code **} for
 * any number of names. One that begins with {@code /} means paths from the root; any other one means names anywhere. What is
 * below something that matches, matches too.
 */
public final class GlobPattern {
    private static final String ANY = "**";

    private final String text;
    private final boolean fromRoot;
    private final boolean ignoreCase;
    private final List<Part> parts;

    private GlobPattern(String text, boolean fromRoot, boolean ignoreCase, List<Part> parts) {
        this.text = text;
        this.fromRoot = fromRoot;
        this.ignoreCase = ignoreCase;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException if it means nothing, or a {@code [} is not closed */
    public static GlobPattern of(String text) {
        return of(text, false);
    }

    /** The same without telling capitals from small letters. */
    public static GlobPattern ignoringCase(String text) {
        return of(text, true);
    }

    private static GlobPattern of(String text, boolean ignoreCase) {
        List<Part> parts = new ArrayList<>();
        for (String name : TreePath.names(ignoreCase ? text.toLowerCase(Locale.ROOT) : text)) {
            parts.add(Part.of(name, text));
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("the pattern \"" + text + "\" means nothing");
        }
        return new GlobPattern(text, text.startsWith("/"), ignoreCase, List.copyOf(parts));
    }

    /** Whether the path itself or something above it is meant. */
    public boolean matches(String path) {
        List<String> names = names(path);
        if (fromRoot) {
            return matches(0, names, 0);
        }
        for (int start = 0; start < names.size(); start++) {
            if (matches(0, names, start)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something below the path may be meant, though the path itself need not be. */
    public boolean mayMatchBelow(String path) {
        return !fromRoot || mayMatchBelow(0, names(path), 0);
    }

    @Override
    public String toString() {
        return text;
    }

    private List<String> names(String path) {
        return TreePath.names(ignoreCase ? path.toLowerCase(Locale.ROOT) : path);
    }

    /** Names may be left over: they are below what matched. */
    private boolean matches(int part, List<String> names, int name) {
        if (part == parts.size()) {
            return true;
        }
        if (parts.get(part).any) {
            for (int next = name; next <= names.size(); next++) {
                if (matches(part + 1, names, next)) {
                    return true;
                }
            }
            return false;
        }
        return name < names.size() && parts.get(part).matches(names.get(name)) && matches(part + 1, names, name + 1);
    }

    private boolean mayMatchBelow(int part, List<String> names, int name) {
        if (name == names.size() || part == parts.size() || parts.get(part).any) {
            return true;
        }
        return parts.get(part).matches(names.get(name)) && mayMatchBelow(part + 1, names, name + 1);
    }

    /** What stands between two slashes; most of it is a plain name. */
    private record Part(
            String name,
            boolean any,
            @org.jspecify.annotations.Nullable Pattern pattern) {
        static Part of(String name, String whole) {
            if (name.equals(ANY)) {
                return new Part(name, true, null);
            }
            boolean plain = name.chars().noneMatch(c -> "*?[\\".indexOf(c) >= 0);
            return new Part(name, false, plain ? null : Pattern.compile(regex(name, whole), Pattern.DOTALL));
        }

        boolean matches(String candidate) {
            return pattern == null
                    ? name.equals(candidate)
                    : pattern.matcher(candidate).matches();
        }

        private static String regex(String glob, String whole) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < glob.length(); i++) {
                char c = glob.charAt(i);
                switch (c) {
                    case '*' -> regex.append(".*");
                    case '?' -> regex.append('.');
                    case '[' -> {
                        int end = glob.indexOf(']', i + 2);
                        if (end < 0) {
                            throw new IllegalArgumentException("in the pattern \"" + whole + "\" a [ is not closed");
                        }
                        regex.append(characters(glob.substring(i + 1, end)));
                        i = end;
                    }
                    case '\\' -> {
                        i++;
                        if (i == glob.length()) {
                            throw new IllegalArgumentException("the pattern \"" + whole + "\" ends with a \\");
                        }
                        regex.append(Pattern.quote(glob.substring(i, i + 1)));
                    }
                    default -> regex.append(Pattern.quote(String.valueOf(c)));
                }
            }
            return regex.toString();
        }

        private static String characters(String set) {
            boolean negated = set.startsWith("^") || set.startsWith("!");
            String inner = (negated ? set.substring(1) : set).replaceAll("[\\\\\\[&^]", "\\\\$0");
            return "[" + (negated ? "^" : "") + inner + "]";
        }
    }
}
