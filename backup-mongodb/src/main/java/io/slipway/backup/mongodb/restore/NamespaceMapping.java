package io.slipway.backup.mongodb.restore;

import java.util.Map;

import io.slipway.backup.mongodb.Namespace;

/**
 * Where collections are restored to. A rule for a collection goes before one for its database, and that before the suffix and
 * the prefix, which are for all others.
 *
 * @param collections from one collection to another
 * @param databases from one database to another
 * @param databaseSuffix appended to the name of each database that has no rule
 * @param collectionPrefix put before the name of each collection that has no rule
 */
public record NamespaceMapping(
        Map<Namespace, Namespace> collections,
        Map<String, String> databases,
        String databaseSuffix,
        String collectionPrefix) {
    /** Everything back to where it came from. */
    public static final NamespaceMapping IDENTITY = new NamespaceMapping(Map.of(), Map.of(), "", "");

    public NamespaceMapping {
        collections = Map.copyOf(collections);
        databases = Map.copyOf(databases);
    }

    public static NamespaceMapping database(String from, String to) {
        return new NamespaceMapping(Map.of(), Map.of(from, to), "", "");
    }

    public static NamespaceMapping collection(Namespace from, Namespace to) {
        return new NamespaceMapping(Map.of(from, to), Map.of(), "", "");
    }

    /** Each database beside itself, such as {@code crm} to {@code crm_restored}. To swap it in, MongoDB copies the data. */
    public static NamespaceMapping shadowDatabases(String suffix) {
        return new NamespaceMapping(Map.of(), Map.of(), suffix, "");
    }

    /**
     * Each collection beside itself in the same database, such as {@code crm.contacts} to {@code crm.restored.contacts}. To
     * swap it in takes a moment, as nothing is copied.
     */
    public static NamespaceMapping shadowCollections(String prefix) {
        return new NamespaceMapping(Map.of(), Map.of(), "", prefix);
    }

    public Namespace apply(Namespace namespace) {
        Namespace target = collections.get(namespace);
        if (target != null) {
            return target;
        }
        String database = databases.get(namespace.database());
        return database != null
                ? new Namespace(database, namespace.collection())
                : new Namespace(namespace.database() + databaseSuffix, collectionPrefix + namespace.collection());
    }
}
