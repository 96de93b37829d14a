package io.slipway.backup.repository;

import java.time.OffsetDateTime;

/**
 * What a backup did, as restic 0.17 and later write it into the snapshot; the names in JSON are theirs.
 *
 * @param dataAdded in bytes before compression
 * @param dataAddedPacked in bytes as stored
 * @param totalBytesProcessed in bytes as read
 */
public record SnapshotSummary(
        OffsetDateTime backupStart,
        OffsetDateTime backupEnd,
        long filesNew,
        long filesChanged,
        long filesUnmodified,
        long dirsNew,
        long dirsChanged,
        long dirsUnmodified,
        long dataBlobs,
        long treeBlobs,
        long dataAdded,
        long dataAddedPacked,
        long totalFilesProcessed,
        long totalBytesProcessed) {}
