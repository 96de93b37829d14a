package io.slipway.backup.mongodb.pointintime;

import java.time.Instant;

import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.repository.ObjectId;

/**
 * A dump that entries of the oplog can be applied to.
 *
 * @param snapshot its name in the repository
 * @param from the first entry that must be applied
 * @param to the entry after which the dump is the database of one moment
 * @param oplogIncluded whether the entries from {@code from} to {@code to} are in the snapshot
 */
public record Base(ObjectId snapshot, Instant finished, OplogTime from, OplogTime to, boolean oplogIncluded) {
    @Override
    public String toString() {
        return "snapshot " + snapshot.brief() + " of " + finished;
    }
}
