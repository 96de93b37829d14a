package io.slipway.backup.mongodb;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which collections are meant. A pattern is {@code crm} or {@code crm.*} for a database, or {@code crm.contacts} for a
 * collection; {@code *} stands for anything, dots included.
 *
 * @param include everything that may be backed up at all where this is empty
 * @param exclude taken away from what is included
 */
public record NamespaceSelection(List<String> include, List<String> exclude) {
    public static final NamespaceSelection ALL = new NamespaceSelection(List.of(), List.of());

    public NamespaceSelection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        include.forEach(NamespaceSelection::pattern);
        exclude.forEach(NamespaceSelection::pattern);
    }

    public static NamespaceSelection of(String... include) {
        return new NamespaceSelection(List.of(include), List.of());
    }

    public boolean isEverything() {
        return include.isEmpty() && exclude.isEmpty();
    }

    public boolean includes(Namespace namespace) {
        return (include.isEmpty() || matches(include, namespace)) && !matches(exclude, namespace);
    }

    private static boolean matches(List<String> patterns, Namespace namespace) {
        return patterns.stream()
                .anyMatch(text -> pattern(text).matcher(namespace.toString()).matches());
    }

    private static Pattern pattern(String text) {
        if (text.isBlank() || text.startsWith(".") || text.endsWith(".")) {
            throw new IllegalArgumentException(
                    "expected database, database.* or database.collection, found \"" + text + "\"");
        }
        String whole = text.indexOf('.') < 0 && !text.endsWith("*") ? text + ".*" : text;
        StringBuilder regex = new StringBuilder();
        for (String literal : whole.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
