package io.slipway.backup.mongodb.pointintime;

import io.slipway.backup.mongodb.restore.RestoreResult;

/**
 * What a restore to a point in time did.
 *
 * @param restored for {@code ShadowSwap}: its plan names the collections that there were at that point, not those of the base
 * @param operations that were replayed after the base was loaded, without those of an earlier attempt
 * @param openTransactions that were neither committed nor aborted at that point, and of which nothing was done
 * @param resumed whether it went on where an earlier attempt had ended
 */
public record RecoveryResult(
        RecoveryPlan plan, RestoreResult restored, long operations, int openTransactions, boolean resumed) {}
