package io.slipway.simulation.mongodb;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;

/**
 * A replica set of one member in this JVM, in memory, that the official drivers take for one of MongoDB 6.0: with an oplog,
 * sessions, transactions, {@code applyOps}, and faults on demand.
 *
 * <p>This is a simulation for tests and demonstrations, not MongoDB. It is mongo-java-server with what that lacks of a replica
 * set. It does not enforce validators, capped sizes and unique indexes with a partial filter as MongoDB does; it has no time
 * series collections, no change streams of databases, no users, no sharding, no snapshot reads at a time, and it keeps nothing
 * on disk. What the README of this module lists as simulated is what its tests hold.
 */
public final class SimulatedReplicaSet implements AutoCloseable {
    private static final int WORKERS = 64;

    private final Front front;
    private final MongoServer server;
    private final ScheduledExecutorService noops;
    private final int port;

    /**
     * How it is started.
     *
     * @param clock gives the seconds of the oplog's timestamps
     * @param oplogEntries how many entries the oplog holds
     * @param noopEvery how often the oplog gets an entry when nothing else is written; zero for never
     * @param port 0 for any that is free
     */
    public record Settings(Clock clock, int oplogEntries, Duration noopEvery, int port) {
        public static Settings defaults() {
            return new Settings(Clock.systemUTC(), 1_000_000, Duration.ofSeconds(1), 0);
        }

        public Settings withClock(Clock other) {
            return new Settings(other, oplogEntries, noopEvery, port);
        }

        public Settings withOplogEntries(int entries) {
            return new Settings(clock, entries, noopEvery, port);
        }

        public Settings withNoopEvery(Duration period) {
            return new Settings(clock, oplogEntries, period, port);
        }

        public Settings withPort(int other) {
            return new Settings(clock, oplogEntries, noopEvery, other);
        }
    }

    private SimulatedReplicaSet(Settings settings) {
        front = new Front(settings.clock(), settings.oplogEntries());
        server = new MongoServer(front);
        server.bind(new InetSocketAddress("localhost", settings.port()), 1, WORKERS);
        port = server.getLocalAddress().getPort();
        front.member.address("localhost:" + port);
        noop("Reconfig set");
        noops = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("simulated-mongodb-noop").daemon().factory());
        long nanos = settings.noopEvery().toNanos();
        if (nanos > 0) {
            noops.scheduleWithFixedDelay(() -> noop("periodic noop"), nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    public static SimulatedReplicaSet start() {
        return start(Settings.defaults());
    }

    public static SimulatedReplicaSet start(Settings settings) {
        return new SimulatedReplicaSet(settings);
    }

    public int port() {
        return port;
    }

    /** For drivers, with the name of the replica set. */
    public String connectionString() {
        return "mongodb://localhost:" + port + "/?replicaSet=" + Member.SET;
    }

    /** Adds an entry to the oplog that changes nothing, as MongoDB does every ten seconds when it is idle. */
    public void noop(String message) {
        locked(() -> {
            front.journal.write(OplogEntry.noop(new Document("msg", message)));
            return null;
        });
    }

    /** The time of the newest entry: seconds in the upper, counter in the lower 32 bits. */
    public long lastOperation() {
        return locked(front.oplog::last).getValue();
    }

    /** Up to where a majority has everything; as {@link #lastOperation()}. */
    public long majorityPoint() {
        return locked(front.oplog::majority).getValue();
    }

    /** The time of the oldest entry that is left; as {@link #lastOperation()}. */
    public long oldestOperation() {
        return locked(() -> {
            Oplog oplog = front.oplog;
            BsonTimestamp time = oplog.removed() < oplog.end() ? Oplog.time(oplog.get(oplog.removed())) : oplog.last();
            return time.getValue();
        });
    }

    /** Commits transactions of more operations as a chain of entries, as MongoDB does with more than 16 MiB. */
    public void operationsPerEntry(int operations) {
        run(() -> front.transactions.operationsPerEntry(operations));
    }

    /** Loses all but the newest entries of the oplog. */
    public void rollOver(int entriesLeft) {
        run(() -> front.oplog.dropOldest(Math.toIntExact(front.oplog.end() - front.oplog.removed()) - entriesLeft));
    }

    /** From now on the majority stays where it is; what is written after can be lost by {@link #failOver()}. */
    public void holdMajority() {
        run(() -> {
            front.oplog.holdMajority();
            front.rollback.watch();
        });
    }

    public void releaseMajority() {
        run(() -> {
            front.oplog.releaseMajority();
            front.rollback.forget();
        });
    }

    /** The member becomes a secondary: writes fail, open transactions are gone, connections stay. */
    public void stepDown() {
        run(() -> {
            front.member.stepDown();
            front.transactions.abortAll();
        });
    }

    /** The member is elected again, in a new term. */
    public void stepUp() {
        run(() -> {
            front.member.elected();
            front.journal.write(OplogEntry.noop(new Document("msg", "new primary")));
        });
    }

    /**
     * Another member takes over, in a new term: connections are cut, cursors and open transactions are gone, and so are the
     * documents written after {@link #holdMajority()}.
     *
     * @throws IllegalStateException if collections or indexes were changed since then, which this cannot take back
     */
    public void failOver() {
        run(() -> {
            Rollback.toMajority(front);
            front.transactions.abortAll();
            front.cursors.loseAll();
        });
        cutConnections();
        stepUp();
    }

    /** Closes all connections; drivers open new ones. */
    public void cutConnections() {
        front.closeChannels();
    }

    /** Cuts the connection of the read with this number, counted from 1 and from now, instead of answering it. */
    public void cutOnRead(int number) {
        front.faults.cutOnRead(number);
    }

    /** Cuts the connection of the write with this number after it took effect, instead of answering it. */
    public void cutAfterWrite(int number) {
        front.faults.cutAfterWrite(number);
    }

    /** Every batch that is read takes this much longer; zero for no longer. */
    public void slowReads(Duration pause) {
        front.faults.slowReads(pause);
    }

    /** Does what MongoDB does every minute: deletes what TTL indexes say is over, unless {@code ttlMonitorEnabled} is false. */
    public int expireDocuments() {
        return locked(() -> Expiry.run(front));
    }

    private void run(Runnable action) {
        locked(() -> {
            action.run();
            return null;
        });
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        front.lock.lock();
        try {
            return action.get();
        } finally {
            front.lock.unlock();
        }
    }

    @Override
    public void close() {
        noops.shutdownNow();
        server.shutdownNow();
    }
}
