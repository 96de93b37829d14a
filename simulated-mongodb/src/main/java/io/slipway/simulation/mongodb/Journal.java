package io.slipway.simulation.mongodb;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.Document;

/** Writes what happens to the data into the catalogue and, as entries of the oplog, to whoever wants them. */
final class Journal implements Changes {
    /** Takes an entry that has no time yet. */
    interface Sink {
        void accept(Document entry);
    }

    private final Catalog catalog;
    private final Sink sink;
    private final Rollback rollback;
    private @Nullable Document optionsOfNext;
    private @Nullable UUID uuidOfNext;
    private boolean muted;

    Journal(Catalog catalog, Rollback rollback, Sink sink) {
        this.catalog = catalog;
        this.rollback = rollback;
        this.sink = sink;
    }

    /** The collection that is created next gets these. */
    void next(@Nullable Document options, @Nullable UUID uuid) {
        optionsOfNext = options;
        uuidOfNext = uuid;
    }

    /** Does something of which no entry is to tell. */
    void quietly(Runnable action) {
        boolean before = muted;
        muted = true;
        try {
            action.run();
        } finally {
            muted = before;
        }
    }

    void write(Document entry) {
        if (!muted) {
            sink.accept(entry);
        }
    }

    @Override
    public void created(Namespace namespace) {
        if (namespace.system() || catalog.find(namespace) != null) {
            return;
        }
        Document options = optionsOfNext == null ? new Document() : optionsOfNext;
        Catalog.Entry entry = new Catalog.Entry(uuidOfNext == null ? UUID.randomUUID() : uuidOfNext, options);
        next(null, null);
        catalog.put(namespace, entry);
        if (namespace.replicated()) {
            write(OplogEntry.create(namespace, entry));
        }
    }

    @Override
    public void inserted(Namespace namespace, Document document) {
        if (namespace.replicated()) {
            rollback.remember(namespace, document.get("_id"), new Document());
            write(OplogEntry.insert(namespace, catalog.get(namespace).uuid(), document));
        }
    }

    @Override
    public void updated(Namespace namespace, Document before, Document after) {
        if (namespace.replicated()) {
            rollback.remember(namespace, after.get("_id"), before);
            Document entry = OplogEntry.update(namespace, catalog.get(namespace).uuid(), before, after);
            if (entry != null) {
                write(entry);
            }
        }
    }

    @Override
    public void deleted(Namespace namespace, Document document) {
        if (namespace.replicated()) {
            rollback.remember(namespace, document.get("_id"), document);
            write(OplogEntry.delete(namespace, catalog.get(namespace).uuid(), document));
        }
    }
}
