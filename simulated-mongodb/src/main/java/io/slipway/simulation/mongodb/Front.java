package io.slipway.simulation.mongodb;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.netty.channel.Channel;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;

/** Takes every command off the wire: one at a time, as a member of a replica set would answer it. */
final class Front extends MemoryBackend {
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "drop",
            "dropdatabase",
            "createindexes",
            "dropindexes",
            "renamecollection",
            "collmod",
            "applyops",
            "appendoplognote");

    private static final Set<String> READS = Set.of(
            "find",
            "getmore",
            "aggregate",
            "count",
            "distinct",
            "listcollections",
            "listindexes",
            "collstats",
            "dbstats",
            "listdatabases");

    /** Fields of commands that concern the session, not the command. */
    private static final Set<String> ENVELOPE = Set.of(
            "lsid",
            "txnNumber",
            "startTransaction",
            "autocommit",
            "$clusterTime",
            "$db",
            "$readPreference",
            "writeConcern",
            "readConcern",
            "apiVersion",
            "maxTimeMS");

    private static final int REMEMBERED_RETRIES = 10_000;

    /** A tailable cursor waits no longer, so that connections on one thread do not wait for each other. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    final Oplog oplog;
    final Cursors cursors;
    final Catalog catalog = new Catalog();
    final Rollback rollback = new Rollback();
    final Journal journal = new Journal(catalog, rollback, this::log);
    final Engine engine = new Engine(journal);
    final Definitions definitions = new Definitions(engine, catalog, journal);
    final Transactions transactions;
    final Member member;
    final Faults faults = new Faults();
    final Commands commands;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private @Nullable Document retryable;
    private final Map<String, Document> answered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Document> eldest) {
            return size() > REMEMBERED_RETRIES;
        }
    };

    Front(Clock clock, int oplogEntries) {
        super(clock);
        this.oplog = new Oplog(clock, oplogEntries);
        this.cursors = new Cursors(oplog);
        this.member = new Member(clock, oplog);
        this.transactions = new Transactions(engine, catalog, journal, oplog);
        this.commands = new Commands(engine, catalog, journal, definitions, oplog, member);
    }

    /** Adds an entry, with the statement of the session it belongs to. */
    private void log(Document entry) {
        Document whole = new Document();
        if (retryable != null) {
            whole.putAll(retryable);
        }
        whole.putAll(entry);
        oplog.append(whole);
        written.signalAll();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        channels.add(channel);
        if (READS.contains(name)) {
            faults.beforeRead(channel);
        }
        lock.lock();
        Document reply;
        try {
            reply = answer(channel, database, command, name, query);
            // The reply is encoded after the lock is given back.
            reply = reply.cloneDeeply();
        } catch (RuntimeException e) {
            reply = Replies.failure(e);
        } finally {
            lock.unlock();
        }
        if (WRITES.contains(name)) {
            faults.afterWrite(channel);
        }
        return stamped(reply);
    }

    private Document stamped(Document reply) {
        BsonTimestamp last = oplog.last();
        Document signature = new Document("hash", new BinData(new byte[20])).append("keyId", 0L);
        return reply.append("operationTime", last)
                .append("$clusterTime", new Document("clusterTime", last).append("signature", signature));
    }

    private Document answer(Channel channel, String database, String command, String name, Document query) {
        if (name.equals("hello") || name.equals("ismaster")) {
            return member.hello(name.equals("ismaster"));
        }
        requirePrimary(name, query);
        Document session = query.get("lsid") instanceof Document lsid ? lsid : new Document();
        long number = query.get("txnNumber") instanceof Number n ? n.longValue() : -1;
        Document bare = query.clone();
        bare.keySet().removeAll(ENVELOPE);
        switch (name) {
            case "committransaction" -> transactions.commit(session.get("id"), number);
            case "aborttransaction" -> transactions.abort(session.get("id"), number);
            case "preparetransaction" -> {
                return new Document("prepareTimestamp", transactions.prepare(session.get("id"), number))
                        .append("ok", 1.0);
            }
            default -> {
                if (Boolean.FALSE.equals(query.get("autocommit"))) {
                    boolean starts = Boolean.TRUE.equals(query.get("startTransaction"));
                    return transactions.run(channel, database, command, bare, session, number, starts);
                }
                return number >= 0
                        ? once(session, number, () -> execute(channel, database, command, name, bare, query))
                        : execute(channel, database, command, name, bare, query);
            }
        }
        return Replies.ok();
    }

    private void requirePrimary(String name, Document query) {
        if (member.primary()) {
            return;
        }
        if (WRITES.contains(name) || query.containsKey("startTransaction")) {
            throw new CommandError(10107, "NotWritablePrimary", "not primary");
        }
        boolean mayBeSecondary = query.get("$readPreference") instanceof Document preference
                && !"primary".equals(preference.get("mode"));
        if (READS.contains(name) && !mayBeSecondary && !name.equals("getmore")) {
            throw new CommandError(13435, "NotPrimaryNoSecondaryOk", "not primary and secondaryOk=false");
        }
    }

    /** A write that the driver tries again, because the answer was lost, is answered again and not done again. */
    private Document once(Document session, long number, Supplier<Document> write) {
        String key = session.get("id") + ":" + number;
        Document before = answered.get(key);
        if (before != null) {
            return before;
        }
        retryable = new Document("lsid", session).append("txnNumber", number);
        try {
            Document reply = write.get();
            answered.put(key, reply.cloneDeeply());
            return reply;
        } finally {
            retryable = null;
        }
    }

    private Document execute(
            Channel channel, String database, String command, String name, Document bare, Document query) {
        return switch (name) {
            case "find" -> find(channel, database, bare);
            case "getmore" -> more(channel, database, bare, query);
            case "killcursors" -> kill(channel, database, bare);
            case "aggregate", "count" -> {
                boolean ofOplog = database.equals("local") && "oplog.rs".equals(bare.get(command));
                yield ofOplog
                        ? queryOplog(channel, command, bare)
                        : commands.execute(channel, database, command, name, bare);
            }
            default -> commands.execute(channel, database, command, name, bare);
        };
    }

    private Document find(Channel channel, String database, Document query) {
        Object collection = query.get("find");
        if (database.equals("local") && "oplog.rs".equals(collection)) {
            return cursors.find(query);
        }
        if (database.equals("config") && "transactions".equals(collection)) {
            Document filter = query.get("filter") instanceof Document document ? document : new Document();
            DefaultQueryMatcher matcher = new DefaultQueryMatcher();
            List<Document> matching = transactions.records().stream()
                    .filter(record -> matcher.matches(record, filter))
                    .toList();
            return Replies.cursor("config.transactions", matching);
        }
        return commands.find(channel, new Namespace(database, String.valueOf(collection)), query);
    }

    /** What needs more than a scan is asked of a copy. */
    private Document queryOplog(Channel channel, String command, Document query) {
        Engine copy = new Engine(new Journal(new Catalog(), new Rollback(), entry -> {}));
        MongoCollection<?> entries = copy.resolveDatabase("local").createCollectionOrThrowIfExists("oplog.rs");
        for (long index = oplog.removed(); index < oplog.end(); index++) {
            entries.addDocument(oplog.get(index).cloneDeeply());
        }
        return copy.handleCommand(channel, "local", command, query);
    }

    private Document more(Channel channel, String database, Document bare, Document query) {
        long id = ((Number) bare.get("getMore")).longValue();
        if (!Cursors.own(id)) {
            return engine.handleCommand(channel, database, "getMore", bare);
        }
        if (cursors.waits(id)) {
            awaitWrite(query.get("maxTimeMS") instanceof Number n ? n.longValue() : LONGEST_WAIT.toMillis());
        }
        return cursors.more(id, bare);
    }

    private void awaitWrite(long millis) {
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_WAIT.toMillis()));
            long end = oplog.end();
            while (oplog.end() == end && left > 0) {
                left = written.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Document kill(Channel channel, String database, Document query) {
        List<?> ids = (List<?>) query.get("cursors");
        if (ids.stream().allMatch(id -> Cursors.own(((Number) id).longValue()))) {
            List<?> killed = ids.stream()
                    .filter(id -> cursors.kill(((Number) id).longValue()))
                    .toList();
            return new Document("cursorsKilled", killed)
                    .append("cursorsNotFound", List.of())
                    .append("ok", 1.0);
        }
        return engine.handleCommand(channel, database, "killCursors", query);
    }

    void closeChannels() {
        channels.forEach(channel -> channel.close().syncUninterruptibly());
    }

    @Override
    public void handleClose(Channel channel) {
        channels.remove(channel);
        engine.handleClose(channel);
    }
}
