package io.slipway.backup.mongodb.oplog;

/**
 * An entry of the oplog by its time and the term of the election it was written in. Where a point is found again, everything
 * before it is the same as it was: an entry that was rolled back and written anew has another term.
 */
public record OplogPoint(OplogTime time, long term) {
    @Override
    public String toString() {
        return time + " (term " + term + ")";
    }
}
