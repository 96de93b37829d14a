package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

import io.slipway.backup.mongodb.oplog.OplogEntry;

/**
 * Keeps the operations of transactions back until they are committed. A small transaction is one {@code applyOps}; a large one
 * a chain of them, all but the last with {@code partialTxn}; one across shards is prepared, and committed by an entry of its
 * own. Those with {@code multiOpType: 1} are no transactions, but many inserts at once.
 */
final class TransactionBuffer {
    private final Map<Key, List<OplogEntry>> open = new HashMap<>();

    private record Key(BsonDocument session, long number) {}

    /**
     * What an entry brings into force: itself, the operations of the transaction that it commits, or nothing yet.
     *
     * @throws IOException if it goes on with a transaction of which the beginning is missing
     */
    List<OplogEntry> add(OplogEntry entry) throws IOException {
        if (!entry.operation().equals("c")) {
            return List.of(entry);
        }
        return switch (entry.command()) {
            case "applyOps" -> applyOps(entry);
            case "commitTransaction" -> commit(entry);
            case "abortTransaction" -> {
                open.remove(key(entry));
                yield List.of();
            }
            default -> List.of(entry);
        };
    }

    /** Takes an entry that is in force already: only what it leaves open matters, and a beginning may be missing. */
    void pass(OplogEntry entry) throws IOException {
        boolean ofTransaction = entry.operation().equals("c")
                && (entry.command().equals("commitTransaction")
                        || entry.command().equals("applyOps") && isOfTransaction(entry));
        if (ofTransaction && !open.containsKey(key(entry)) && continuesAnother(entry)) {
            return;
        }
        add(entry);
    }

    /** How many transactions are neither committed nor aborted. */
    int open() {
        return open.size();
    }

    private List<OplogEntry> applyOps(OplogEntry entry) throws IOException {
        List<OplogEntry> operations = new ArrayList<>();
        for (BsonValue operation : entry.o().getArray("applyOps")) {
            operations.add(new OplogEntry(operation.asDocument()));
        }
        if (!isOfTransaction(entry)) {
            return flattened(operations);
        }
        Key key = key(entry);
        List<OplogEntry> before = open.get(key);
        if (before == null && continuesAnother(entry)) {
            throw new IOException("the entry " + entry.time()
                    + " goes on with a transaction whose beginning is not in the oplog that is kept");
        }
        List<OplogEntry> all = new ArrayList<>(before == null ? List.of() : before);
        all.addAll(operations);
        boolean waits = flag(entry, "partialTxn") || flag(entry, "prepare");
        if (waits) {
            open.put(key, all);
            return List.of();
        }
        open.remove(key);
        return flattened(all);
    }

    private static boolean isOfTransaction(OplogEntry entry) {
        return entry.document().containsKey("lsid")
                && entry.document().containsKey("txnNumber")
                && !isManyInserts(entry);
    }

    private static boolean isManyInserts(OplogEntry entry) {
        BsonValue type = entry.document().get("multiOpType");
        return type != null && type.isNumber() && type.asNumber().intValue() == 1;
    }

    private static boolean continuesAnother(OplogEntry entry) {
        BsonDocument previous = entry.document().getDocument("prevOpTime", new BsonDocument());
        BsonTimestamp time = previous.getTimestamp("ts", new BsonTimestamp(0));
        return time.getValue() != 0;
    }

    private static boolean flag(OplogEntry entry, String name) {
        return entry.o().getBoolean(name, BsonBoolean.FALSE).getValue();
    }

    private List<OplogEntry> commit(OplogEntry entry) throws IOException {
        List<OplogEntry> operations = open.remove(key(entry));
        if (operations == null) {
            throw new IOException("the entry " + entry.time()
                    + " commits a transaction whose beginning is not in the oplog that is kept");
        }
        return flattened(operations);
    }

    /** An {@code applyOps} may hold others. */
    private static List<OplogEntry> flattened(List<OplogEntry> operations) {
        List<OplogEntry> flat = new ArrayList<>();
        for (OplogEntry operation : operations) {
            if (operation.operation().equals("c") && operation.command().equals("applyOps")) {
                List<OplogEntry> inner = new ArrayList<>();
                operation.o().getArray("applyOps").forEach(one -> inner.add(new OplogEntry(one.asDocument())));
                flat.addAll(flattened(inner));
            } else {
                flat.add(operation);
            }
        }
        return flat;
    }

    private static Key key(OplogEntry entry) {
        return new Key(
                entry.document().getDocument("lsid"),
                entry.document().getNumber("txnNumber").longValue());
    }
}
