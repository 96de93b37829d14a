package io.slipway.backup.files;

import io.slipway.backup.repository.StoredSnapshot;

/** What came of a backup. */
public record FileTreeBackupResult(StoredSnapshot snapshot, Problems problems) {
    /** Whether everything that was asked for is in the snapshot. If not, a caller should end as with an error. */
    public boolean isComplete() {
        return !problems.areSerious();
    }
}
