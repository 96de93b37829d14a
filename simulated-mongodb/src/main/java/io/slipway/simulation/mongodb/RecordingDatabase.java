package io.slipway.simulation.mongodb;

import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.bson.Document;

/** A database whose collections tell what happens to their documents. */
final class RecordingDatabase extends MemoryDatabase {
    private final Changes changes;
    private final CursorRegistry cursors;

    RecordingDatabase(String name, CursorRegistry cursors, Changes changes) {
        // The constructor of the base class makes collections already.
        this.changes = changes;
        this.cursors = cursors;
        super(name, cursors);
    }

    @Override
    protected MemoryCollection openOrCreateCollection(String collection, CollectionOptions options) {
        changes.created(new Namespace(databaseName, collection));
        return new RecordingCollection(this, collection, options, cursors, changes);
    }

    void index(Namespace namespace, Document index) {
        addIndex(index.cloneDeeply().append("ns", namespace.toString()));
    }
}
