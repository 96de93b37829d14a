package io.slipway.simulation.mongodb;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.Document;

/** The parts of entries of {@code local.oplog.rs} that say what was done; {@link Oplog} adds when. */
final class OplogEntry {
    private OplogEntry() {}

    static Document noop(Document message) {
        return new Document("op", "n").append("ns", "").append("o", message);
    }

    static Document insert(Namespace namespace, UUID uuid, Document document) {
        Document o = document.cloneDeeply();
        return change("i", namespace, uuid).append("o", o).append("o2", id(o));
    }

    /** As a difference where that is shorter, else as the whole document; null if nothing changed. */
    static @Nullable Document update(Namespace namespace, UUID uuid, Document before, Document after) {
        Document difference = Difference.between(before, after);
        if (difference != null && difference.isEmpty()) {
            return null;
        }
        boolean whole = difference == null || Difference.size(difference) >= Difference.size(after);
        Document o = whole ? after.cloneDeeply() : new Document("$v", 2).append("diff", difference);
        return change("u", namespace, uuid).append("o", o).append("o2", id(after));
    }

    static Document delete(Namespace namespace, UUID uuid, Document document) {
        return change("d", namespace, uuid).append("o", id(document));
    }

    static Document command(String namespace, @Nullable UUID uuid, Document o) {
        Document entry = new Document("op", "c").append("ns", namespace);
        entry.putIfNotNull("ui", uuid);
        return entry.append("o", o);
    }

    static Document create(Namespace namespace, Catalog.Entry entry) {
        Document o = new Document("create", namespace.collection());
        o.putAll(entry.options().cloneDeeply());
        if (!entry.view()) {
            o.append("idIndex", Catalog.idIndex());
        }
        return command(namespace.commands(), entry.view() ? null : entry.uuid(), o);
    }

    /** One operation of a transaction, as it stands in {@code applyOps}. */
    static Document inner(Document entry) {
        Document inner = entry.cloneDeeply();
        inner.keySet().retainAll(List.of("op", "ns", "ui", "o", "o2"));
        return inner;
    }

    private static Document change(String operation, Namespace namespace, UUID uuid) {
        return new Document("op", operation).append("ns", namespace.toString()).append("ui", uuid);
    }

    private static Document id(Document document) {
        return new Document("_id", document.get("_id")).cloneDeeply();
    }
}
