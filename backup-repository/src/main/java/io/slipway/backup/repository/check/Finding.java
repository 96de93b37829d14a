package io.slipway.backup.repository.check;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;

/**
 * Something that is not as it should be.
 *
 * @param file the path in the repository, or null where no single file is at fault
 * @param blob the blob that is damaged or missing, if it is one
 * @param snapshots brief ids of those that cannot be restored in whole because of it, as far as they are known
 * @param message for people; names everything
 */
public record Finding(
        Kind kind, @Nullable String file, @Nullable ObjectId blob, List<String> snapshots, String message) {
    /** What kinds there are. */
    public enum Kind {
        /** The index names a pack that is not there. */
        PACK_MISSING,
        /** A pack is shorter than what is in it. */
        PACK_TRUNCATED,
        /** A pack is not what was written, its name or its header tells. */
        PACK_DAMAGED,
        /** A blob in a pack cannot be read. */
        BLOB_DAMAGED,
        /** A blob that a snapshot needs is in no pack. */
        BLOB_MISSING,
        /** A tree that a snapshot needs cannot be read. */
        TREE_DAMAGED,
        /** A snapshot cannot be read. */
        SNAPSHOT_DAMAGED,
        /** An index file cannot be read. */
        INDEX_DAMAGED,
        /** A key file cannot be used. */
        KEY_DAMAGED,
        /** A pack that no index names: a crash left it, the next prune takes it away. Nothing is lost. */
        PACK_UNKNOWN
    }

    public Finding {
        snapshots = List.copyOf(snapshots);
    }

    /** Whether something is lost or at risk. */
    public boolean isDamage() {
        return kind != Kind.PACK_UNKNOWN;
    }

    Finding affecting(List<String> more) {
        return new Finding(kind, file, blob, more, message);
    }
}
