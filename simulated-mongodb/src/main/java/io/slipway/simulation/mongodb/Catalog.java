package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.Document;

/** What MongoDB knows of collections and mongo-java-server does not: UUIDs and options, and views. */
final class Catalog {
    /** @param options as given to {@code create}, without the collection's name */
    record Entry(UUID uuid, Document options) {
        boolean view() {
            return options.containsKey("viewOn");
        }
    }

    private final Map<String, Entry> entries = new TreeMap<>();

    @Nullable
    Entry find(Namespace namespace) {
        return entries.get(namespace.toString());
    }

    Entry get(Namespace namespace) {
        Entry entry = find(namespace);
        if (entry == null) {
            throw CommandError.notFound(namespace);
        }
        return entry;
    }

    void put(Namespace namespace, Entry entry) {
        entries.put(namespace.toString(), entry);
    }

    void remove(Namespace namespace) {
        entries.remove(namespace.toString());
    }

    void rename(Namespace from, Namespace to) {
        Entry entry = get(from);
        remove(from);
        put(to, entry);
    }

    List<Namespace> namespaces() {
        return entries.keySet().stream().map(Namespace::parse).toList();
    }

    List<Namespace> namespaces(String database) {
        return namespaces().stream()
                .filter(namespace -> namespace.database().equals(database))
                .toList();
    }

    /** As {@code listCollections} describes them. */
    List<Document> descriptions(String database) {
        List<Document> descriptions = new ArrayList<>();
        for (Namespace namespace : namespaces(database)) {
            Entry entry = get(namespace);
            Document info = new Document("readOnly", entry.view());
            Document description = new Document("name", namespace.collection())
                    .append("type", entry.view() ? "view" : "collection")
                    .append("options", entry.options().cloneDeeply())
                    .append("info", info);
            if (!entry.view()) {
                info.append("uuid", entry.uuid());
                description.append("idIndex", idIndex());
            }
            descriptions.add(description);
        }
        return descriptions;
    }

    static Document idIndex() {
        return new Document("v", 2).append("key", new Document("_id", 1)).append("name", "_id_");
    }
}
