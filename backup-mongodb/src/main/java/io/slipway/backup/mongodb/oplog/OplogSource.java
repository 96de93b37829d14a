package io.slipway.backup.mongodb.oplog;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The oplog of a replica set. Methods throw the driver's {@code MongoException} when the server cannot be asked: nothing was
 * changed then, and it can be tried again.
 */
public interface OplogSource {
    /** The name of the replica set. */
    String replicaSet();

    /** Up to where a majority of the members has everything: what is there cannot be rolled back any more. */
    OplogPoint majority();

    /** The newest entry, whether a majority has it or not. */
    OplogPoint newest();

    /** The oldest entry that is still there; empty if there is none at all. */
    Optional<OplogPoint> oldest();

    /** Where the oldest transaction began that has written to the oplog and is neither committed nor aborted. */
    Optional<OplogTime> oldestOpenTransaction();

    /** Reads on from an entry, that one included, as far as there are any and then whatever is written. */
    Tail tail(OplogTime from);

    /** Entries in their order. */
    interface Tail extends AutoCloseable {
        /**
         * The next entry; null if none is written within that time.
         *
         * @throws OplogLostException if the entries that come next are gone
         */
        @Nullable
        OplogEntry next(Duration patience) throws OplogLostException;

        @Override
        void close();
    }
}
