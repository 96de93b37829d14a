package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;

/** Cursors on the oplog: forwards or backwards, tailable or not. Its caller holds the lock. */
final class Cursors {
    /** Far from the numbers that mongo-java-server gives its own. */
    private static final long FIRST_ID = 1L << 48;

    private static final int DEFAULT_BATCH = 101;

    private final Oplog oplog;
    private final Map<Long, Cursor> open = new HashMap<>();
    private long nextId = FIRST_ID;

    private static final class Cursor {
        private final Document filter;
        private final Document projection;
        private final boolean backwards;
        private final boolean tailable;
        private long position;
        private long left;

        Cursor(Document filter, Document projection, boolean backwards, boolean tailable, long position, long limit) {
            this.filter = filter;
            this.projection = projection;
            this.backwards = backwards;
            this.tailable = tailable;
            this.position = position;
            this.left = limit;
        }
    }

    Cursors(Oplog oplog) {
        this.oplog = oplog;
    }

    static boolean own(long id) {
        return id >= FIRST_ID;
    }

    Document find(Document query) {
        Document filter = document(query, "filter");
        boolean tailable = Boolean.TRUE.equals(query.get("tailable"));
        Document sort = document(query, "sort");
        boolean backwards = sort.values().stream().anyMatch(order -> order instanceof Number n && n.intValue() < 0);
        long start = backwards ? oplog.end() - 1 : start(filter);
        long limit = query.get("limit") instanceof Number n && n.longValue() > 0 ? n.longValue() : Long.MAX_VALUE;
        Cursor cursor = new Cursor(filter, document(query, "projection"), backwards, tailable, start, limit);
        int size = query.get("batchSize") instanceof Number n ? n.intValue() : DEFAULT_BATCH;
        boolean single = Boolean.TRUE.equals(query.get("singleBatch"));
        List<Document> batch = next(cursor, size);
        long id = single || exhausted(cursor) ? 0 : nextId++;
        if (id != 0) {
            open.put(id, cursor);
        }
        return reply("firstBatch", batch, id);
    }

    /** The next batch; empty if a tailable cursor has nothing new. */
    Document more(long id, Document query) {
        Cursor cursor = cursor(id);
        int size = query.get("batchSize") instanceof Number n && n.intValue() > 0 ? n.intValue() : Integer.MAX_VALUE;
        List<Document> batch = next(cursor, size);
        boolean done = exhausted(cursor);
        if (done) {
            open.remove(id);
        }
        return reply("nextBatch", batch, done ? 0 : id);
    }

    /** Whether a call for more has to wait for something to be written. */
    boolean waits(long id) {
        Cursor cursor = cursor(id);
        return cursor.tailable && cursor.position >= oplog.end();
    }

    boolean kill(long id) {
        return open.remove(id) != null;
    }

    /** As when another node takes over, which knows none of them. */
    void loseAll() {
        open.clear();
    }

    private Cursor cursor(long id) {
        Cursor cursor = open.get(id);
        if (cursor == null) {
            throw new CommandError(43, "CursorNotFound", "cursor id " + id + " not found");
        }
        return cursor;
    }

    private List<Document> next(Cursor cursor, int size) {
        if (!cursor.backwards && cursor.position < oplog.removed()) {
            throw new CommandError(
                    136,
                    "CappedPositionLost",
                    "CollectionScan died due to position in capped collection being deleted");
        }
        DefaultQueryMatcher matcher = new DefaultQueryMatcher();
        List<Document> batch = new ArrayList<>();
        while (batch.size() < size && cursor.left > 0 && inside(cursor)) {
            Document entry = oplog.get(cursor.position);
            cursor.position += cursor.backwards ? -1 : 1;
            if (matcher.matches(entry, cursor.filter)) {
                batch.add(projected(entry, cursor.projection));
                cursor.left--;
            }
        }
        return batch;
    }

    private boolean inside(Cursor cursor) {
        return cursor.position >= oplog.removed() && cursor.position < oplog.end();
    }

    private boolean exhausted(Cursor cursor) {
        return cursor.left == 0 || (!cursor.tailable && !inside(cursor));
    }

    /** A scan for {@code ts} begins where it can match, or at the oldest entry. */
    private long start(Document filter) {
        if (filter.get("ts") instanceof Document range) {
            for (String operator : Set.of("$gte", "$gt", "$eq")) {
                if (range.get(operator) instanceof BsonTimestamp time) {
                    return oplog.indexAt(time);
                }
            }
        }
        return filter.get("ts") instanceof BsonTimestamp time ? oplog.indexAt(time) : oplog.removed();
    }

    private static Document projected(Document entry, Document projection) {
        Document copy = entry.cloneDeeply();
        List<String> wanted = projection.entrySet().stream()
                .filter(field -> Boolean.TRUE.equals(field.getValue())
                        || field.getValue() instanceof Number n && n.intValue() != 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!wanted.isEmpty()) {
            copy.keySet().retainAll(wanted);
        }
        return copy;
    }

    private static Document document(Document query, String field) {
        return query.get(field) instanceof Document document ? document : new Document();
    }

    private static Document reply(String batchName, List<Document> batch, long id) {
        return new Document(
                        "cursor",
                        new Document(batchName, batch).append("id", id).append("ns", "local.oplog.rs"))
                .append("ok", 1.0);
    }
}
