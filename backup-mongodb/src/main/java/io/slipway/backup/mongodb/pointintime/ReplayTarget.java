package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bson.BsonDocument;
import org.bson.BsonValue;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.oplog.OplogTime;

/** Where operations are done again. */
interface ReplayTarget {
    /** Gives those of these documents that there are, one by one. */
    void find(Namespace namespace, List<BsonValue> ids, Receiver receiver) throws IOException;

    /** Takes a document. */
    interface Receiver {
        void accept(BsonDocument document) throws IOException;
    }

    /** Makes documents what they are to be, in any order. */
    void write(Namespace namespace, List<DocumentChange> changes);

    /**
     * Does something about a collection.
     *
     * @param lenient what is done already, or has nothing to be done to, is no error: the dump may have seen it
     */
    void execute(Operation.Structural operation, boolean lenient) throws IOException;

    /** How far a replay came, if it was begun. */
    Optional<Checkpoint> checkpoint(String plan);

    void save(String plan, Checkpoint checkpoint);

    /** Forgets how far a replay came. */
    void forget(String plan);

    /**
     * Until where everything is done, and which entry about a collection comes next: of that one nobody knows whether it was
     * done.
     *
     * @param pending not after {@code done} if there is none
     */
    record Checkpoint(OplogTime done, OplogTime pending) {
        static final Checkpoint BEGINNING = new Checkpoint(new OplogTime(0, 0), new OplogTime(0, 0));
    }
}
