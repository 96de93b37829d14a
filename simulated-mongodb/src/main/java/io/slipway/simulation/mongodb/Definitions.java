package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.netty.channel.Channel;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;

/** Makes, changes and drops collections and indexes, with the entries that MongoDB writes for it. */
final class Definitions {
    private static final Set<String> NOT_AN_OPTION = Set.of("create", "idIndex", "encryptedFields", "comment");

    private final Engine engine;
    private final Catalog catalog;
    private final Journal journal;

    Definitions(Engine engine, Catalog catalog, Journal journal) {
        this.engine = engine;
        this.catalog = catalog;
        this.journal = journal;
    }

    void create(Namespace namespace, Document query, @Nullable UUID uuid) {
        if (catalog.find(namespace) != null) {
            throw new CommandError(48, "NamespaceExists", "Collection " + namespace + " already exists.");
        }
        if (query.containsKey("timeseries")) {
            throw new CommandError(115, "CommandNotSupported", "the simulation has no time series collections");
        }
        Document options = query.cloneDeeply();
        options.keySet().removeAll(NOT_AN_OPTION);
        if (options.containsKey("viewOn")) {
            Catalog.Entry view = new Catalog.Entry(UUID.randomUUID(), options);
            catalog.put(namespace, view);
            journal.write(OplogEntry.create(namespace, view));
            return;
        }
        if (Boolean.TRUE.equals(options.get("capped")) && !(options.get("size") instanceof Number)) {
            throw new CommandError(72, "InvalidOptions", "the 'size' field is required when 'capped' is true");
        }
        journal.next(options, uuid);
        create(namespace);
    }

    private void create(Namespace namespace) {
        engine.resolveDatabase(namespace.database()).createCollectionOrThrowIfExists(namespace.collection());
    }

    Document drop(Namespace namespace) {
        Catalog.Entry entry = catalog.get(namespace);
        int indexes = engine.indexes(namespace).size();
        int documents = entry.view() ? 0 : engine.documents(namespace).size();
        if (!entry.view()) {
            engine.indexes(namespace).stream()
                    .filter(index -> !isEnforced(index))
                    .forEach(index -> forget(namespace, index));
            engine.resolveDatabase(namespace.database()).dropCollection(namespace.collection(), NoopOplog.get());
        }
        catalog.remove(namespace);
        journal.write(OplogEntry.command(
                        namespace.commands(),
                        entry.view() ? null : entry.uuid(),
                        new Document("drop", namespace.collection()))
                .append("o2", new Document("numRecords", documents)));
        return new Document("nIndexesWas", indexes)
                .append("ns", namespace.toString())
                .append("ok", 1.0);
    }

    void dropDatabase(String database) {
        List<Namespace> namespaces = catalog.namespaces(database);
        namespaces.forEach(this::drop);
        engine.dropDatabase(database);
        if (!namespaces.isEmpty()) {
            journal.write(OplogEntry.command(database + ".$cmd", null, new Document("dropDatabase", 1)));
        }
    }

    void rename(Namespace from, Namespace to, boolean dropTarget) {
        Catalog.Entry entry = catalog.get(from);
        if (from.equals(to)) {
            throw new CommandError(20, "IllegalOperation", "Can't rename a collection to itself");
        }
        if (entry.view()) {
            throw new CommandError(166, "CommandNotSupportedOnView", from + " is a view, not a collection");
        }
        Catalog.Entry target = catalog.find(to);
        if (target != null && !dropTarget) {
            throw new CommandError(48, "NamespaceExists", "target namespace exists");
        }
        if (!from.database().equals(to.database())) {
            copy(from, to, target != null);
            return;
        }
        int documents = engine.documents(from).size();
        if (target != null) {
            journal.quietly(() -> drop(to));
        }
        MongoDatabase database = engine.resolveDatabase(from.database());
        MongoCollection<?> collection = database.resolveCollection(from.collection(), true);
        database.moveCollection(database, collection, to.collection());
        catalog.rename(from, to);
        Document o = new Document("renameCollection", from.toString())
                .append("to", to.toString())
                .append("stayTemp", false);
        o.putIfNotNull("dropTarget", target == null ? null : target.uuid());
        journal.write(OplogEntry.command(from.commands(), entry.uuid(), o)
                .append("o2", new Document("numRecords", documents)));
    }

    /** Between databases MongoDB copies to a temporary collection, which it then renames. */
    private void copy(Namespace from, Namespace to, boolean replaces) {
        Namespace temporary = new Namespace(
                to.database(), "tmp" + UUID.randomUUID().toString().substring(0, 5) + ".renameCollection");
        journal.next(catalog.get(from).options().cloneDeeply(), null);
        create(temporary);
        for (Document index : engine.indexes(from)) {
            if (!index.get("name").equals("_id_")) {
                addIndex(temporary, index);
            }
        }
        MongoCollection<?> collection =
                engine.resolveDatabase(to.database()).resolveCollection(temporary.collection(), true);
        engine.documents(from).forEach(collection::addDocument);
        rename(temporary, to, replaces);
        drop(from);
    }

    Document createIndexes(Channel channel, Namespace namespace, List<Document> indexes) {
        boolean created = catalog.find(namespace) == null;
        if (created) {
            create(namespace);
        }
        UUID uuid = catalog.get(namespace).uuid();
        Set<Object> before = names(namespace);
        boolean empty = engine.documents(namespace).isEmpty();
        List<Document> enforced = indexes.stream()
                .map(Definitions::withVersion)
                .filter(Definitions::isEnforced)
                .toList();
        if (!enforced.isEmpty()) {
            Document command = new Document("createIndexes", namespace.collection()).append("indexes", enforced);
            engine.handleCommand(channel, namespace.database(), "createIndexes", command);
        }
        indexes.stream()
                .filter(index -> !isEnforced(index) && !before.contains(index.get("name")))
                .forEach(index -> keep(namespace, index));
        List<Document> added = engine.indexes(namespace).stream()
                .filter(index -> !before.contains(index.get("name")))
                .toList();
        if (empty) {
            added.forEach(index -> log(namespace, uuid, index));
        } else if (!added.isEmpty()) {
            logBuild(namespace, uuid, added);
        }
        return new Document("numIndexesBefore", before.size())
                .append("numIndexesAfter", before.size() + added.size())
                .append("createdCollectionAutomatically", created)
                .append("ok", 1.0);
    }

    /** What mongo-java-server makes an index of; of all others only the description is kept. */
    private static boolean isEnforced(Document index) {
        return index.get("key") instanceof Document key
                && key.values().stream().allMatch(Number.class::isInstance)
                && key.keySet().stream().noneMatch(field -> field.contains("$") || field.startsWith("_fts"));
    }

    private void keep(Namespace namespace, Document index) {
        MongoCollection<?> all = engine.collection(new Namespace(namespace.database(), "system.indexes"));
        if (all != null) {
            all.addDocument(withVersion(index).append("ns", namespace.toString()));
        }
    }

    private void forget(Namespace namespace, Document index) {
        MongoCollection<?> all = engine.collection(new Namespace(namespace.database(), "system.indexes"));
        if (all != null) {
            List<Document> kept = new ArrayList<>();
            all.handleQuery(new Document("ns", namespace.toString()).append("name", index.get("name")))
                    .forEach(kept::add);
            kept.forEach(all::removeDocument);
        }
    }

    private static Document withVersion(Document index) {
        Document description = new Document("v", 2);
        description.putAll(index.cloneDeeply());
        return description;
    }

    private void log(Namespace namespace, UUID uuid, Document index) {
        Document o = new Document("createIndexes", namespace.collection());
        o.putAll(index);
        journal.write(OplogEntry.command(namespace.commands(), uuid, o));
    }

    /** An index on documents that are there already is built between two entries. */
    private void logBuild(Namespace namespace, UUID uuid, List<Document> indexes) {
        UUID build = UUID.randomUUID();
        for (String step : List.of("startIndexBuild", "commitIndexBuild")) {
            Document o = new Document(step, namespace.collection())
                    .append("indexBuildUUID", build)
                    .append("indexes", indexes);
            journal.write(OplogEntry.command(namespace.commands(), uuid, o));
        }
    }

    private Set<Object> names(Namespace namespace) {
        return engine.indexes(namespace).stream()
                .map(index -> index.get("name"))
                .collect(Collectors.toSet());
    }

    void dropIndexes(Channel channel, Namespace namespace, Object which) {
        UUID uuid = catalog.get(namespace).uuid();
        List<Document> before = engine.indexes(namespace);
        for (Object index : which instanceof List<?> list ? list : List.of(which)) {
            List<Document> kept = before.stream()
                    .filter(one -> !isEnforced(one))
                    .filter(one -> index.equals("*") || index.equals(one.get("name")))
                    .toList();
            kept.forEach(one -> forget(namespace, one));
            if (kept.isEmpty() || index.equals("*")) {
                Document command = new Document("dropIndexes", namespace.collection()).append("index", index);
                engine.handleCommand(channel, namespace.database(), "dropIndexes", command);
            }
        }
        Set<Object> left = names(namespace);
        for (Document index : before) {
            if (!left.contains(index.get("name"))) {
                Document o = new Document("dropIndexes", namespace.collection()).append("index", index.get("name"));
                journal.write(OplogEntry.command(namespace.commands(), uuid, o).append("o2", index));
            }
        }
    }

    void collMod(Namespace namespace, Document query) {
        Catalog.Entry entry = catalog.get(namespace);
        Document before = entry.options().cloneDeeply();
        Document options = entry.options().cloneDeeply();
        for (Map.Entry<String, Object> change : query.entrySet()) {
            switch (change.getKey()) {
                case "collMod", "comment" -> {}
                case "index" -> changeIndex(namespace, (Document) change.getValue());
                default -> options.put(change.getKey(), change.getValue());
            }
        }
        catalog.put(namespace, new Catalog.Entry(entry.uuid(), options));
        journal.write(OplogEntry.command(namespace.commands(), entry.uuid(), query.cloneDeeply())
                .append("o2", new Document("collectionOptions_old", before)));
    }

    private void changeIndex(Namespace namespace, Document change) {
        List<Document> matching = new ArrayList<>(engine.indexes(namespace));
        matching.removeIf(index -> !index.get("name").equals(change.get("name"))
                && !index.get("key").equals(change.get("keyPattern")));
        if (matching.isEmpty()) {
            throw new CommandError(27, "IndexNotFound", "cannot find index " + change + " for ns " + namespace);
        }
        Document set = change.cloneDeeply();
        set.keySet().removeAll(Set.of("name", "keyPattern"));
        Document which = new Document("ns", namespace.toString())
                .append("name", matching.getFirst().get("name"));
        MongoCollection<?> all = engine.collection(new Namespace(namespace.database(), "system.indexes"));
        if (all != null) {
            all.updateDocuments(which, new Document("$set", set), ArrayFilters.empty(), false, false, NoopOplog.get());
        }
    }

    private void addIndex(Namespace namespace, Document index) {
        MongoDatabase database = engine.resolveDatabase(namespace.database());
        if (database instanceof RecordingDatabase recording) {
            recording.index(namespace, index);
            log(namespace, catalog.get(namespace).uuid(), index);
        }
    }
}
