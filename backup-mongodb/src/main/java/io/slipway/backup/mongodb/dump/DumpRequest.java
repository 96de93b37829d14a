package io.slipway.backup.mongodb.dump;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;

/**
 * What to dump.
 *
 * @param usersAndRoles whether the server's users and roles are taken as well; whoever dumps them needs the right to read them
 * @param oplog whether the oplog of the time of the dump is put into the snapshot, where there is one, as far as it is of what
 *     was dumped; without it, oplog slices must make it consistent
 * @param parallelism how many collections are read at once
 */
public record DumpRequest(
        NamespaceSelection selection, boolean usersAndRoles, boolean oplog, int parallelism, SnapshotLabels labels) {
    public static final int DEFAULT_PARALLELISM = 4;

    public DumpRequest {
        if (parallelism < 1) {
            throw new IllegalArgumentException("at least one collection must be read at once");
        }
    }

    /** Everything but users and roles, with the oplog. */
    public static DumpRequest everything(SnapshotLabels labels) {
        return new DumpRequest(NamespaceSelection.ALL, false, true, DEFAULT_PARALLELISM, labels);
    }
}
