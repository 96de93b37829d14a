package io.slipway.backup.mongodb.pointintime;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.Manifest;
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
    /** Of a dump that has a window of the oplog. */
    static Optional<Base> consistent(ObjectId snapshot, Manifest manifest) {
        Consistency consistency = manifest.consistency();
        if (consistency.from() == null || consistency.to() == null) {
            return Optional.empty();
        }
        return Optional.of(new Base(
                snapshot,
                manifest.finished(),
                OplogTime.parse(consistency.from()),
                consistency.readAfter() == null ? null : OplogTime.parse(consistency.readAfter()),
                OplogTime.parse(consistency.to()),
                consistency.kind() != Consistency.Kind.OPLOG_WINDOW,
                selection(manifest)));
    }

    /** Of an archive that somebody else made, all of whose oplog is to be replayed. */
    static Base ofUnknownWindow(ObjectId snapshot, Manifest manifest) {
        return new Base(
                snapshot, manifest.finished(), OplogTime.FIRST, null, OplogTime.LAST, true, selection(manifest));
    }

    /** Before it was kept, the kind said whether it was everything. */
    private static @Nullable NamespaceSelection selection(Manifest manifest) {
        return manifest.selection() == null && manifest.consistency().kind() == Consistency.Kind.OPLOG_INCLUDED
                ? NamespaceSelection.ALL
                : manifest.selection();
    }

    /** Whether the dump has what came into force at a time: to do it once more could undo what came later. */
    boolean has(OplogTime time) {
        return readAfter != null && !time.isAfter(readAfter);
    }

    @Override
    public String toString() {
        return "snapshot " + snapshot.brief() + " of " + finished;
    }
}
