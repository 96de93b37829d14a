package io.slipway.backup.files;

/**
 * What came of a restore, or would come of it.
 *
 * @param files everything that is no directory
 * @param directories which were made, or set right
 * @param bytes of the content of files; of one with several names for each of them, as in the summary of a snapshot
 * @param unchanged how many files were there already as they should be
 */
public record FileTreeRestoreResult(long files, long directories, long bytes, long unchanged, Problems problems) {
    /** Whether everything that was asked for is there. If not, a caller should end as with an error. */
    public boolean isComplete() {
        return !problems.areSerious();
    }
}
