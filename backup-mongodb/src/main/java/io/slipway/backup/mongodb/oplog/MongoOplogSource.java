package io.slipway.backup.mongodb.oplog;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import com.mongodb.CursorType;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

/** The oplog of the replica set that a client is connected to. */
public final class MongoOplogSource implements OplogSource {
    /** The position of a cursor in a capped collection was deleted. */
    private static final int CAPPED_POSITION_LOST = 136;

    private final MongoClient client;

    public MongoOplogSource(MongoClient client) {
        this.client = client;
    }

    /** Whether the server has an oplog at all, which one that stands alone has not. */
    public boolean exists() {
        return hello().containsKey("setName");
    }

    @Override
    public String replicaSet() {
        BsonDocument hello = hello();
        if (!hello.containsKey("setName")) {
            throw new IllegalStateException("the server is no member of a replica set and has no oplog");
        }
        return hello.getString("setName").getValue();
    }

    private BsonDocument hello() {
        return client.getDatabase("admin").runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
    }

    @Override
    public OplogPoint majority() {
        return lastWrite("majorityOpTime");
    }

    @Override
    public OplogPoint newest() {
        return lastWrite("opTime");
    }

    private OplogPoint lastWrite(String field) {
        BsonDocument time = hello().getDocument("lastWrite").getDocument(field);
        return new OplogPoint(
                OplogTime.of(time.getTimestamp("ts")), time.getNumber("t").longValue());
    }

    private MongoCollection<RawBsonDocument> oplog() {
        return client.getDatabase("local").getCollection("oplog.rs", RawBsonDocument.class);
    }

    @Override
    public Optional<OplogPoint> oldest() {
        RawBsonDocument oldest =
                oplog().find().sort(Sorts.ascending("$natural")).limit(1).first();
        return Optional.ofNullable(oldest).map(document -> new OplogEntry(document).point());
    }

    @Override
    public Optional<OplogTime> oldestOpenTransaction() {
        Optional<OplogTime> oldest = Optional.empty();
        for (BsonDocument transaction : client.getDatabase("config")
                .getCollection("transactions", BsonDocument.class)
                .withReadConcern(ReadConcern.LOCAL)
                .find(Filters.in("state", new BsonString("prepared"), new BsonString("inProgress")))) {
            if (transaction.containsKey("startOpTime")) {
                OplogTime start =
                        OplogTime.of(transaction.getDocument("startOpTime").getTimestamp("ts"));
                oldest = Optional.of(
                        oldest.map(other -> OplogTime.earlier(other, start)).orElse(start));
            }
        }
        return oldest;
    }

    @Override
    public Tail tail(OplogTime from) {
        BsonTimestamp first = from.bson();
        MongoCursor<RawBsonDocument> cursor = oplog().find(Filters.gte("ts", first))
                .cursorType(CursorType.TailableAwait)
                .maxAwaitTime(500, TimeUnit.MILLISECONDS)
                .iterator();
        return new MongoTail(cursor);
    }

    private record MongoTail(MongoCursor<RawBsonDocument> cursor) implements Tail {
        @Override
        public @Nullable OplogEntry next(Duration patience) throws OplogLostException {
            long end = System.nanoTime() + patience.toNanos();
            try {
                while (true) {
                    RawBsonDocument next = cursor.tryNext();
                    if (next != null) {
                        return new OplogEntry(next);
                    }
                    if (cursor.getServerCursor() == null) {
                        throw new OplogLostException("the server closed the cursor on its oplog");
                    }
                    if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                        return null;
                    }
                }
            } catch (MongoException e) {
                if (e.getCode() == CAPPED_POSITION_LOST) {
                    throw new OplogLostException("the oplog rolled over while it was read: " + e.getMessage(), e);
                }
                throw e;
            }
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
