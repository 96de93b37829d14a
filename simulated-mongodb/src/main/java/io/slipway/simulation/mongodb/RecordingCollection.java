package io.slipway.simulation.mongodb;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;

/** A collection that tells what happens to its documents, whichever command did it. */
final class RecordingCollection extends MemoryCollection {
    private final Changes changes;

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
        changes.inserted(namespace(), document);
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
        changes.deleted(namespace(), document);
    }
}
