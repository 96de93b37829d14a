package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;

/** mongo-java-server's data and commands, with changes told. Its caller holds the lock that makes commands take turns. */
class Engine extends MemoryBackend {
    private final Changes changes;

    Engine(Changes changes) {
        this.changes = changes;
    }

    @Override
    public MemoryDatabase openOrCreateDatabase(String name) {
        return new RecordingDatabase(name, getCursorRegistry(), changes);
    }

    @Nullable
    MongoCollection<?> collection(Namespace namespace) {
        return resolveDatabase(namespace.database()).resolveCollection(namespace.collection(), false);
    }

    /** Copies of its documents; none if there is no such collection. */
    List<Document> documents(Namespace namespace) {
        MongoCollection<?> collection = collection(namespace);
        List<Document> documents = new ArrayList<>();
        if (collection != null) {
            collection.queryAll().forEach(document -> documents.add(document.cloneDeeply()));
        }
        return documents;
    }

    /** A copy of the document, or null. */
    @Nullable
    Document document(Namespace namespace, Object id) {
        Document found = stored(namespace, id);
        return found == null ? null : found.cloneDeeply();
    }

    /** Puts a document in the place of the one with the same id, or adds it. Its fields keep their order. */
    void put(Namespace namespace, Document document) {
        MongoCollection<?> collection = collection(namespace);
        if (collection == null) {
            throw CommandError.notFound(namespace);
        }
        Document before = stored(namespace, document.get("_id"));
        if (before == null) {
            collection.addDocument(document.cloneDeeply());
            return;
        }
        collection.removeDocument(before);
        try {
            collection.addDocument(document.cloneDeeply());
        } catch (RuntimeException e) {
            collection.addDocument(before);
            throw e;
        }
    }

    /** Removes a document; nothing happens if there is none. */
    void remove(Namespace namespace, Object id) {
        Document before = stored(namespace, id);
        MongoCollection<?> collection = collection(namespace);
        if (before != null && collection != null) {
            collection.removeDocument(before);
        }
    }

    private @Nullable Document stored(Namespace namespace, Object id) {
        MongoCollection<?> collection = collection(namespace);
        if (collection == null) {
            return null;
        }
        for (Document document : collection.handleQuery(new Document("_id", new Document("$eq", id)))) {
            return document;
        }
        return null;
    }

    /** The descriptions of a collection's indexes, that of {@code _id} first. */
    List<Document> indexes(Namespace namespace) {
        List<Document> indexes = new ArrayList<>();
        MongoCollection<?> all = collection(new Namespace(namespace.database(), "system.indexes"));
        if (all != null) {
            all.handleQuery(new Document("ns", namespace.toString())).forEach(index -> {
                Document description = index.cloneDeeply();
                description.remove("ns");
                indexes.add(description);
            });
        }
        return indexes;
    }
}
