package io.slipway.backupservice.work;

import java.io.IOException;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/**
 * Takes snapshots of one kind of source and brings them back. All of it can be interrupted.
 *
 * @param <S> the kind
 */
interface SourceKind<S extends BackupSource> {
    /** Takes a snapshot, or leaves none. */
    SnapshotFacts take(S source, Taking taking) throws IOException, InterruptedException;

    /** Restores a snapshot to where the request says. */
    Restored restore(S source, StoredSnapshot snapshot, Restoring restoring) throws IOException, InterruptedException;

    /**
     * Restores a snapshot beside the original, compares it with what was backed up, and notes where it is, so that the
     * application's own check can look and everything is removed in the end.
     */
    Rehearsed rehearse(S source, StoredSnapshot snapshot, Rehearsing rehearsing)
            throws IOException, InterruptedException;
}
