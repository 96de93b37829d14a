package io.slipway.backup.mongodb;

import java.util.List;

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
        include.forEach(NamePattern::new);
        exclude.forEach(NamePattern::new);
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

    /** Those patterns of which nothing is included here: another database, say, or a collection that is excluded. */
    public List<String> outside(List<String> patterns) {
        return patterns.stream()
                .filter(text -> isOutside(new NamePattern(text)))
                .toList();
    }

    private boolean isOutside(NamePattern wanted) {
        boolean included =
                include.isEmpty() || include.stream().anyMatch(text -> new NamePattern(text).overlaps(wanted));
        return !included || exclude.stream().anyMatch(text -> new NamePattern(text).covers(wanted));
    }

    private static boolean matches(List<String> patterns, Namespace namespace) {
        return patterns.stream().anyMatch(text -> new NamePattern(text).matches(namespace.toString()));
    }

    /** For people, such as {@code crm, shop without crm.sessions}. */
    @Override
    public String toString() {
        return (include.isEmpty() ? "everything" : String.join(", ", include))
                + (exclude.isEmpty() ? "" : " without " + String.join(", ", exclude));
    }
}
