package io.slipway.backup.files;

import java.time.OffsetDateTime;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.UploadFigures;
import io.slipway.backup.tree.Node;

/** Counts what the summary of a snapshot tells. */
final class BackupCounts {
    private final LongAdder filesNew = new LongAdder();
    private final LongAdder filesChanged = new LongAdder();
    private final LongAdder filesUnmodified = new LongAdder();
    private final LongAdder dirsNew = new LongAdder();
    private final LongAdder dirsChanged = new LongAdder();
    private final LongAdder dirsUnmodified = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void file(@Nullable Node before, Node now) {
        count(before, now, filesNew, filesChanged, filesUnmodified);
        bytes.add(now.size());
    }

    void directory(@Nullable Node before, Node now) {
        count(before, now, dirsNew, dirsChanged, dirsUnmodified);
    }

    SnapshotSummary summary(OffsetDateTime start, OffsetDateTime end, UploadFigures figures) {
        return new SnapshotSummary(
                start,
                end,
                filesNew.sum(),
                filesChanged.sum(),
                filesUnmodified.sum(),
                dirsNew.sum(),
                dirsChanged.sum(),
                dirsUnmodified.sum(),
                figures.dataBlobs(),
                figures.treeBlobs(),
                figures.dataAdded(),
                figures.dataAddedPacked(),
                filesNew.sum() + filesChanged.sum() + filesUnmodified.sum(),
                bytes.sum());
    }

    private static void count(@Nullable Node before, Node now, LongAdder fresh, LongAdder changed, LongAdder same) {
        if (before == null || before.type() != now.type()) {
            fresh.increment();
        } else if (before.equals(now)) {
            same.increment();
        } else {
            changed.increment();
        }
    }
}
