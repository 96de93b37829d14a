package io.slipway.backup.mongodb.pointintime;

import java.util.Optional;

import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.restore.RestoreResult;

/**
 * What a restore of a snapshot did.
 *
 * @param restored its plan names the collections that there were at the end of the replay
 * @param moment the entry of the oplog after which the database was like this; empty if it is as dumped, or nobody knows
 * @param replayed whether the snapshot had an oplog of its own
 * @param operations that were replayed
 * @param openTransactions that were neither committed nor aborted then, and of which nothing was done
 */
public record ConsistentResult(
        RestoreResult restored, Optional<OplogTime> moment, boolean replayed, long operations, int openTransactions) {
    /** Of a restore without a replay. */
    public static ConsistentResult asDumped(RestoreResult restored) {
        return new ConsistentResult(restored, Optional.empty(), false, 0, 0);
    }
}
