package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;

/** What a failover does with writes that no majority has: they are gone. */
final class Rollback {
    /** A document before the writes that are to be taken back; an empty one if there was none. */
    private final Map<String, Map<Object, Document>> images = new HashMap<>();

    private boolean watching;

    void remember(Namespace namespace, Object id, Document before) {
        if (!watching) {
            return;
        }
        images.computeIfAbsent(namespace.toString(), name -> new HashMap<>()).putIfAbsent(id, before.cloneDeeply());
    }

    /** Remembers from now on what documents were. */
    void watch() {
        watching = true;
    }

    void forget() {
        watching = false;
        images.clear();
    }

    private void restore(Front front) {
        watching = false;
        front.journal.quietly(() -> images.forEach((name, documents) ->
                documents.forEach((id, before) -> restore(front.engine, Namespace.parse(name), id, before))));
        forget();
    }

    static void toMajority(Front front) {
        Oplog oplog = front.oplog;
        long from = oplog.indexAt(oplog.majority());
        while (from < oplog.end() && Oplog.time(oplog.get(from)).compareTo(oplog.majority()) <= 0) {
            from++;
        }
        List<Document> lost = new ArrayList<>();
        for (long index = from; index < oplog.end(); index++) {
            lost.add(oplog.get(index));
        }
        if (lost.stream().anyMatch(Rollback::definesSomething)) {
            throw new IllegalStateException("collections or indexes changed after the majority point");
        }
        oplog.rollBackTo(from);
        front.rollback.restore(front);
        oplog.releaseMajority();
    }

    private static boolean definesSomething(Document entry) {
        return entry.get("op").equals("c")
                && !Set.of("applyOps", "commitTransaction", "abortTransaction")
                        .contains(
                                ((Document) entry.get("o")).keySet().iterator().next());
    }

    private static void restore(Engine engine, Namespace namespace, Object id, Document before) {
        if (before.isEmpty()) {
            engine.remove(namespace, id);
        } else {
            engine.put(namespace, before);
        }
    }
}
