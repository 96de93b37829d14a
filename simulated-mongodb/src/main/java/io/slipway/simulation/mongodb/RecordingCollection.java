package io.slipway.simulation.mongodb;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;

/** A collection that tells what happens to its documents, whichever command did it. */
final class RecordingCollection extends MemoryCollection {
    private final Changes changes;
    private boolean replacing;

    RecordingCollection(
            MemoryDatabase database, String name, CollectionOptions options, CursorRegistry cursors, Changes changes) {
        super(database, name, options, cursors);
        this.changes = changes;
    }

    private Namespace namespace() {
        return new Namespace(getDatabaseName(), getCollectionName());
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        Integer position = super.addDocumentInternal(document);
        if (!replacing) {
            changes.inserted(namespace(), document);
        }
        return position;
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
        super.handleUpdate(position, before, after);
        changes.updated(namespace(), before, after);
    }

    @Override
    protected void removeDocument(Integer position) {
        Document document = getDocument(position);
        super.removeDocument(position);
        if (!replacing) {
            changes.deleted(namespace(), document);
        }
    }

    /** A document that is replaced has the fields in the order of its replacement, as in MongoDB. */
    @Override
    public synchronized Document updateDocuments(
            Document selector, Document update, ArrayFilters filters, boolean multi, boolean upsert, Oplog oplog) {
        boolean replaces = !multi && update.keySet().stream().noneMatch(field -> field.startsWith("$"));
        if (replaces) {
            for (Document found : handleQuery(selector, 0, 1)) {
                Object id = found.get("_id");
                if (!update.containsKey("_id") || id.equals(update.get("_id"))) {
                    return replace(found, id, update);
                }
            }
        }
        return super.updateDocuments(selector, update, filters, multi, upsert, oplog);
    }

    private Document replace(Document found, Object id, Document update) {
        Document before = found.cloneDeeply();
        Document after = new Document("_id", id);
        update.cloneInto(after);
        if (after.equals(before)) {
            return new Document("n", 1).append("nModified", 0);
        }
        replacing = true;
        try {
            removeDocument(found);
            try {
                addDocument(after);
            } catch (RuntimeException e) {
                addDocument(before);
                throw e;
            }
        } finally {
            replacing = false;
        }
        changes.updated(namespace(), before, after);
        return new Document("n", 1).append("nModified", 1);
    }
}
