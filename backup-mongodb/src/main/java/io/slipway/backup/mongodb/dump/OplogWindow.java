package io.slipway.backup.mongodb.dump;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.catalogue.ServerInformation;

/**
 * The part of a replica set's oplog that makes a dump consistent: from before its first document was read, or from the first
 * entry of the oldest transaction that was open then, up to what was written last when it had been read.
 */
final class OplogWindow {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Set<String> OF_TRANSACTIONS = Set.of("applyOps", "commitTransaction", "abortTransaction");

    private final MongoClient client;
    private final BsonTimestamp readAfter;
    private final BsonTimestamp start;

    private OplogWindow(MongoClient client, BsonTimestamp readAfter, BsonTimestamp start) {
        this.client = client;
        this.readAfter = readAfter;
        this.start = start;
    }

    /** Before the dump reads anything. */
    static OplogWindow begin(MongoClient client) throws MongoBackupException {
        BsonTimestamp now = lastWrite(client);
        // Asked afterwards: what ended in between is in the documents already.
        Optional<BsonTimestamp> open = oldestTransaction(client).filter(begun -> begun.compareTo(now) < 0);
        BsonTimestamp start = open.isPresent() ? open.get() : beginOfTransaction(client, now);
        return new OplogWindow(client, now, start);
    }

    /** What every read must have seen: a secondary that lags behind would hide what no replay brings back. */
    BsonTimestamp readAfter() {
        return readAfter;
    }

    BsonTimestamp start() {
        return start;
    }

    /** When the dump has read everything. Waits until a majority has what is written now, so that it cannot be rolled back. */
    BsonTimestamp end() throws MongoBackupException, InterruptedException {
        BsonTimestamp end = lastWrite(client);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ServerInformation.of(client)
                .majority()
                .filter(point -> point.compareTo(end) >= 0)
                .isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new MongoBackupException("No majority of the replica set has had " + text(end) + " for "
                        + PATIENCE.toMinutes() + " minutes: what was read may be rolled back. Look at its members");
            }
            Thread.sleep(PAUSE);
        }
        return end;
    }

    /** The entries of the window as they are, in their order. */
    MongoCursor<RawBsonDocument> entries(BsonTimestamp end) {
        return entries(Filters.and(Filters.gte("ts", start), Filters.lte("ts", end)));
    }

    /**
     * Looks at all commands that were done since every read and every list of collections is sure to have seen what was before.
     *
     * @return the collections that became selected ones within it
     * @throws MongoBackupException if one of them makes the dump useless
     */
    Set<Namespace> checkCommands(BsonTimestamp end, NamespaceSelection selection) throws MongoBackupException {
        WindowCommands commands = new WindowCommands(selection);
        try (MongoCursor<RawBsonDocument> entries =
                entries(Filters.and(Filters.gt("ts", readAfter), Filters.lte("ts", end), Filters.eq("op", "c")))) {
            while (entries.hasNext()) {
                commands.accept(entries.next());
            }
        }
        return commands.adopted();
    }

    private MongoCursor<RawBsonDocument> entries(Bson filter) {
        return oplog().withDocumentClass(RawBsonDocument.class)
                .find(filter)
                .noCursorTimeout(true)
                .cursor();
    }

    /**
     * Before and after the entries are read.
     *
     * @throws MongoBackupException if the oplog does not reach back to the start any more
     */
    void checkComplete() throws MongoBackupException {
        BsonDocument oldest = oplog().find().sort(Sorts.ascending("$natural")).first();
        if (oldest == null || oldest.getTimestamp("ts").compareTo(start) > 0) {
            throw new MongoBackupException("The oplog does not reach back to the start of the dump at " + text(start)
                    + " any more: it is too small for what is written while a dump runs. Make it larger "
                    + "(replSetResizeOplog), or dump when less is written");
        }
    }

    /** Seconds and ordinal, as mongorestore's {@code --oplogLimit} takes them. */
    static String text(BsonTimestamp timestamp) {
        return Integer.toUnsignedString(timestamp.getTime()) + ":" + Integer.toUnsignedString(timestamp.getInc());
    }

    /** Of the primary; what a majority has, it keeps, so that no stricter read concern is needed up to there. */
    private MongoCollection<BsonDocument> oplog() {
        return oplog(client);
    }

    private static MongoCollection<BsonDocument> oplog(MongoClient client) {
        return client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .withReadConcern(ReadConcern.LOCAL);
    }

    private static BsonTimestamp lastWrite(MongoClient client) throws MongoBackupException {
        return ServerInformation.of(client)
                .lastWrite()
                .orElseThrow(
                        () -> new MongoBackupException("The replica set's primary does not say what it wrote last"));
    }

    /** A large transaction is a chain of entries; with its last one alone nobody who replays can do anything. */
    private static BsonTimestamp beginOfTransaction(MongoClient client, BsonTimestamp last) {
        BsonTimestamp begin = last;
        BsonDocument entry = oplog(client).find(Filters.eq("ts", begin)).first();
        while (entry != null && isOfTransaction(entry) && entry.isDocument("prevOpTime")) {
            BsonTimestamp before = entry.getDocument("prevOpTime").getTimestamp("ts");
            if (before.getValue() == 0) {
                break;
            }
            begin = before;
            entry = oplog(client).find(Filters.eq("ts", begin)).first();
        }
        return begin;
    }

    private static boolean isOfTransaction(BsonDocument entry) {
        return entry.getString("op").getValue().equals("c")
                && OF_TRANSACTIONS.contains(entry.getDocument("o").getFirstKey());
    }

    private static Optional<BsonTimestamp> oldestTransaction(MongoClient client) {
        BsonDocument oldest = client.getDatabase("config")
                .getCollection("transactions", BsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .find(Filters.in("state", List.of(new BsonString("prepared"), new BsonString("inProgress"))))
                .sort(Sorts.ascending("startOpTime.ts"))
                .first();
        return Optional.ofNullable(oldest)
                .filter(transaction -> transaction.isDocument("startOpTime"))
                .map(transaction -> transaction.getDocument("startOpTime").getTimestamp("ts"));
    }
}
