package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.netty.channel.Channel;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;

/**
 * Transactions of sessions. Each works on a copy of its own of the collections it touches, made when it first touches them. A
 * commit compares what it is about to change with what is there now, and loses to whoever changed it meanwhile.
 */
final class Transactions {
    static final String TRANSIENT = "TransientTransactionError";

    private final Engine engine;
    private final Catalog catalog;
    private final Journal journal;
    private final Oplog oplog;
    private final Map<Object, Open> open = new HashMap<>();
    private final Map<Object, Document> ended = new HashMap<>();
    private int operationsPerEntry = Integer.MAX_VALUE;

    private static final class Open {
        private final Document session;
        private final long number;
        private final Catalog catalog = new Catalog();
        private final List<Document> entries = new ArrayList<>();
        private final Journal journal = new Journal(catalog, new Rollback(), entries::add);
        private final Engine engine = new Engine(journal);
        private final Map<String, List<Document>> images = new HashMap<>();
        private @Nullable BsonTimestamp first;
        private @Nullable BsonTimestamp previous;
        private boolean prepared;

        Open(Document session, long number) {
            this.session = session;
            this.number = number;
        }
    }

    Transactions(Engine engine, Catalog catalog, Journal journal, Oplog oplog) {
        this.engine = engine;
        this.catalog = catalog;
        this.journal = journal;
        this.oplog = oplog;
    }

    /** A transaction of more operations is committed in a chain of entries. */
    void operationsPerEntry(int operations) {
        operationsPerEntry = operations;
    }

    Document run(
            Channel channel,
            String database,
            String command,
            Document query,
            Document session,
            long number,
            boolean starts) {
        Object id = session.get("id");
        if (starts) {
            open.put(id, new Open(session, number));
        }
        Open transaction = find(id, number);
        copyFor(transaction, database, command, query);
        try {
            return transaction.engine.handleCommand(channel, database, command, query);
        } catch (RuntimeException e) {
            open.remove(id);
            throw e;
        }
    }

    private Open find(Object session, long number) {
        Open transaction = open.get(session);
        if (transaction == null || transaction.number != number) {
            throw new CommandError(251, "NoSuchTransaction", "Transaction " + number + " has been aborted.", TRANSIENT);
        }
        return transaction;
    }

    private void copyFor(Open transaction, String database, String command, Document query) {
        List<Namespace> touched = command.equalsIgnoreCase("aggregate")
                ? catalog.namespaces(database)
                : List.of(new Namespace(database, String.valueOf(query.get(command))));
        for (Namespace namespace : touched) {
            Catalog.Entry entry = catalog.find(namespace);
            if (entry != null && !entry.view() && transaction.catalog.find(namespace) == null) {
                transaction.journal.quietly(() -> copy(transaction, namespace, entry));
            }
        }
    }

    private void copy(Open transaction, Namespace namespace, Catalog.Entry entry) {
        transaction.catalog.put(namespace, entry);
        List<Document> documents = engine.documents(namespace);
        transaction.images.put(namespace.toString(), documents);
        RecordingDatabase copy = (RecordingDatabase) transaction.engine.resolveDatabase(namespace.database());
        var collection = copy.createCollectionOrThrowIfExists(namespace.collection());
        engine.indexes(namespace).stream()
                .filter(index -> !index.get("name").equals("_id_"))
                .forEach(index -> copy.index(namespace, index));
        documents.forEach(document -> collection.addDocument(document.cloneDeeply()));
    }

    /** Writes the operations as prepared: they are in the oplog, and not yet in force. */
    BsonTimestamp prepare(Object session, long number) {
        Open transaction = find(session, number);
        failOnConflict(session, transaction);
        Document o = new Document("applyOps", inner(transaction.entries)).append("prepare", true);
        append(transaction, o);
        transaction.prepared = true;
        return oplog.last();
    }

    void commit(Object session, long number) {
        if (!open.containsKey(session)
                && ended.get(session) instanceof Document state
                && state.get("number").equals(number)
                && state.get("state").equals("committed")) {
            return;
        }
        Open transaction = find(session, number);
        failOnConflict(session, transaction);
        open.remove(session);
        journal.quietly(() -> transaction.entries.forEach(this::apply));
        if (transaction.prepared) {
            Document o = new Document("commitTransaction", 1)
                    .append("commitTimestamp", oplog.last())
                    .append("prepared", true);
            append(transaction, o);
        } else {
            appendChain(transaction);
        }
        ended.put(session, new Document("number", number).append("state", "committed"));
    }

    void abort(Object session, long number) {
        Open transaction = find(session, number);
        open.remove(session);
        if (transaction.prepared) {
            append(transaction, new Document("abortTransaction", 1));
        }
        ended.put(session, new Document("number", number).append("state", "aborted"));
    }

    /** As when the primary steps down: nothing of them remains, except of those that are prepared. */
    void abortAll() {
        open.values().removeIf(transaction -> !transaction.prepared);
    }

    /** What {@code config.transactions} tells of those that have something in the oplog and are not ended. */
    List<Document> records() {
        List<Document> records = new ArrayList<>();
        for (Open transaction : open.values()) {
            if (transaction.prepared && transaction.first != null) {
                records.add(new Document("_id", transaction.session)
                        .append("txnNum", transaction.number)
                        .append("lastWriteOpTime", optime(transaction.previous))
                        .append("state", "prepared")
                        .append("startOpTime", optime(transaction.first)));
            }
        }
        return records;
    }

    private void appendChain(Open transaction) {
        List<Document> operations = inner(transaction.entries);
        int total = operations.size();
        for (int from = 0; from < total; from += Math.min(operationsPerEntry, total - from)) {
            int to = (int) Math.min(total, (long) from + operationsPerEntry);
            Document o = new Document("applyOps", operations.subList(from, to));
            if (to < total) {
                o.append("partialTxn", true);
            } else if (from > 0) {
                o.append("count", (long) total);
            }
            append(transaction, o);
        }
    }

    private void append(Open transaction, Document o) {
        Document entry = new Document("lsid", transaction.session)
                .append("txnNumber", transaction.number)
                .append("op", "c")
                .append("ns", "admin.$cmd")
                .append("o", o)
                .append("prevOpTime", optime(transaction.previous));
        journal.write(entry);
        transaction.previous = oplog.last();
        if (transaction.first == null) {
            transaction.first = oplog.last();
        }
    }

    private Document optime(@Nullable BsonTimestamp time) {
        return time == null
                ? new Document("ts", new BsonTimestamp(0)).append("t", -1L)
                : new Document("ts", time).append("t", oplog.term());
    }

    private static List<Document> inner(List<Document> entries) {
        return entries.stream().map(OplogEntry::inner).toList();
    }

    private void failOnConflict(Object session, Open transaction) {
        if (transaction.prepared) {
            return;
        }
        for (Document entry : transaction.entries) {
            if (Set.of("i", "u", "d").contains((String) entry.get("op"))) {
                Namespace namespace = Namespace.parse((String) entry.get("ns"));
                Document key = (Document) (entry.get("o2") instanceof Document o2 ? o2 : entry.get("o"));
                if (changed(transaction, namespace, key.get("_id"))) {
                    open.remove(session);
                    throw new CommandError(112, "WriteConflict", "WriteConflict error: " + namespace, TRANSIENT);
                }
            }
        }
    }

    private boolean changed(Open transaction, Namespace namespace, Object id) {
        Document now = engine.document(namespace, id);
        Document then = transaction.images.getOrDefault(namespace.toString(), List.of()).stream()
                .filter(document -> Difference.equal(new Document("v", document.get("_id")), new Document("v", id)))
                .findFirst()
                .orElse(null);
        return now == null ? then != null : then == null || !Difference.equal(now, then);
    }

    private void apply(Document entry) {
        Document o = (Document) entry.get("o");
        if (entry.get("op").equals("c")) {
            String database = ((String) entry.get("ns")).split("\\.")[0];
            Namespace created = new Namespace(database, (String) o.get("create"));
            if (catalog.find(created) != null) {
                return;
            }
            journal.next(new Document(), (UUID) entry.get("ui"));
            engine.resolveDatabase(database).createCollectionOrThrowIfExists(created.collection());
            return;
        }
        Namespace namespace = Namespace.parse((String) entry.get("ns"));
        switch ((String) entry.get("op")) {
            case "d" -> engine.remove(namespace, o.get("_id"));
            case "u" -> {
                Document before = engine.document(namespace, ((Document) entry.get("o2")).get("_id"));
                boolean whole = !(o.get("diff") instanceof Document) || !o.containsKey("$v");
                if (before != null) {
                    engine.put(namespace, whole ? o : Difference.apply(before, (Document) o.get("diff")));
                }
            }
            default -> engine.put(namespace, o);
        }
    }
}
