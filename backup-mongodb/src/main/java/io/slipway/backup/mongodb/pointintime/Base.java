package io.slipway.backup.mongodb.pointintime;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.repository.ObjectId;

/**
 * A dump that entries of the oplog can be applied to.
 *
 * @param snapshot its name in the repository
 * @param from the first entry that must be looked at: with it begins the oldest transaction that was open
 * @param readAfter the entry up to which everything is in the dump, other than what transactions that were open then wrote;
 *     null where nobody knows
 * @param to the entry after which the dump is the database of one moment
 * @param oplogIncluded whether the entries from {@code from} to {@code to} are in the snapshot, as far as they are of what it holds
 * @param selection what it holds; null where nobody knows
 */
public record Base(
        ObjectId snapshot,
        Instant finished,
        OplogTime from,
        @Nullable OplogTime readAfter,
        OplogTime to,
        boolean oplogIncluded,
        @Nullable NamespaceSelection selection) {
    /** Whether the dump has what came into force at a time: to do it once more could undo what came later. */
    boolean has(OplogTime time) {
        return readAfter != null && !time.isAfter(readAfter);
    }

    @Override
    public String toString() {
        return "snapshot " + snapshot.brief() + " of " + finished;
    }
}
