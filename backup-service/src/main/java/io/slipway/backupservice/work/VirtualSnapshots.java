package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.UploadFigures;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/** Makes snapshots of what is no tree of files. */
final class VirtualSnapshots {
    private static final String NAME = "slipway";

    private VirtualSnapshots() {}

    /** How many files there are in it, and how long they are together. */
    record Size(long files, long bytes) {}

    /** A snapshot that was made, and what it cost. */
    record Made(BackupSource source, StoredSnapshot snapshot, UploadFigures figures) {
        SnapshotFacts facts(Size size, List<String> warnings) {
            return new SnapshotFacts(
                    snapshot.id().toString(),
                    source.name(),
                    source.kind(),
                    snapshot.snapshot().time().toInstant(),
                    size.files(),
                    size.bytes(),
                    figures.dataAdded(),
                    figures.dataAddedPacked(),
                    warnings);
        }
    }

    /** Finishes the upload with a snapshot of the tree. */
    static Made finish(
            BackupSource source,
            Taking taking,
            Upload upload,
            VirtualTree tree,
            String path,
            OffsetDateTime start,
            Clock clock,
            Size size)
            throws IOException {
        ObjectId root = tree.save(upload);
        upload.flush();
        UploadFigures figures = upload.figures();
        Snapshot snapshot = new Snapshot(
                start,
                null,
                root,
                List.of(path),
                NAME,
                NAME,
                0,
                0,
                List.of(),
                taking.tags(source),
                null,
                "slipway 0.1.0",
                summary(start, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), figures, size));
        return new Made(source, upload.finish(snapshot), figures);
    }

    private static SnapshotSummary summary(OffsetDateTime start, OffsetDateTime end, UploadFigures figures, Size size) {
        return new SnapshotSummary(
                start,
                end,
                size.files(),
                0,
                0,
                0,
                0,
                0,
                figures.dataBlobs(),
                figures.treeBlobs(),
                figures.dataAdded(),
                figures.dataAddedPacked(),
                size.files(),
                size.bytes());
    }
}
