package io.slipway.backup.mongodb.dump;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.catalogue.Catalogue;

/**
 * The entries of an oplog that are of selected collections. Of a transaction the operations on others are taken out, and all
 * of its entries stay, as each names the one before. A whole database that was dropped is in the oplog collection by
 * collection as well; the entry for itself is left out, for it would take others with it.
 */
final class SelectedEntries implements Iterator<RawBsonDocument> {
    private static final String BUCKETS = "system.buckets.";
    private static final Set<String> OF_TRANSACTIONS = Set.of("commitTransaction", "abortTransaction");

    private final Iterator<RawBsonDocument> entries;
    private final NamespaceSelection selection;
    private final Set<Namespace> adopted;
    private @Nullable RawBsonDocument next;

    SelectedEntries(Iterator<RawBsonDocument> entries, NamespaceSelection selection, Set<Namespace> adopted) {
        this.entries = entries;
        this.selection = selection;
        this.adopted = adopted;
    }

    @Override
    public boolean hasNext() {
        while (next == null && entries.hasNext()) {
            next = selected(entries.next()).orElse(null);
        }
        return next != null;
    }

    @Override
    public RawBsonDocument next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        RawBsonDocument entry = next;
        next = null;
        return entry;
    }

    private Optional<RawBsonDocument> selected(RawBsonDocument entry) {
        if (!isCommand(entry)) {
            return ofDocument(entry) ? Optional.of(entry) : Optional.empty();
        }
        BsonDocument o = entry.getDocument("o");
        if (!o.getFirstKey().equals("applyOps")) {
            return ofCommand(entry, o) ? Optional.of(entry) : Optional.empty();
        }
        BsonArray operations = o.getArray("applyOps");
        BsonArray kept = new BsonArray();
        operations.stream().filter(inner -> selectedInner(inner.asDocument())).forEach(kept::add);
        if (kept.size() == operations.size()) {
            return Optional.of(entry);
        }
        if (kept.isEmpty() && !entry.containsKey("txnNumber")) {
            return Optional.empty();
        }
        BsonDocument changed = entry.decode(new BsonDocumentCodec());
        changed.getDocument("o").put("applyOps", kept);
        return Optional.of(new RawBsonDocument(changed, new BsonDocumentCodec()));
    }

    private boolean selectedInner(BsonDocument operation) {
        return isCommand(operation) ? ofCommand(operation, operation.getDocument("o")) : ofDocument(operation);
    }

    private static boolean isCommand(BsonDocument entry) {
        return entry.getString("op").getValue().equals("c");
    }

    private boolean ofDocument(BsonDocument entry) {
        String name = entry.getString("ns").getValue();
        if (entry.getString("op").getValue().equals("n") || name.indexOf('.') <= 0) {
            return false;
        }
        Namespace namespace = Namespace.parse(name);
        if (namespace.collection().equals("system.views")) {
            BsonValue view =
                    entry.getDocument(entry.containsKey("o2") ? "o2" : "o").get("_id");
            return view != null
                    && view.isString()
                    && includes(Namespace.parse(view.asString().getValue()));
        }
        return includes(namespace);
    }

    private boolean ofCommand(BsonDocument entry, BsonDocument o) {
        String command = o.getFirstKey();
        if (OF_TRANSACTIONS.contains(command)) {
            return true;
        }
        if (!o.isString(command)) {
            return false;
        }
        String argument = o.getString(command).getValue();
        if (command.equals("renameCollection")) {
            return includes(Namespace.parse(argument))
                    || includes(Namespace.parse(o.getString("to").getValue()));
        }
        String ns = entry.getString("ns").getValue();
        return includes(new Namespace(ns.substring(0, ns.indexOf('.')), argument));
    }

    private boolean includes(Namespace namespace) {
        Namespace plain = namespace.collection().startsWith(BUCKETS)
                ? new Namespace(namespace.database(), namespace.collection().substring(BUCKETS.length()))
                : namespace;
        return !Catalogue.isOwn(plain.database()) && selection.includes(plain) || adopted.contains(plain);
    }
}
