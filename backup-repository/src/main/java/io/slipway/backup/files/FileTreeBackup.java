package io.slipway.backup.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;

/** Backs a tree of files up: everything of it that this user may read, in memory that does not grow with it. */
public final class FileTreeBackup {
    private static final Logger LOG = LoggerFactory.getLogger(FileTreeBackup.class);
    private static final String PROGRAM = "slipway 0.1.0";

    private final Repository repository;
    private final FileTreeBackupRequest request;

    public FileTreeBackup(Repository repository, FileTreeBackupRequest request) {
        this.repository = repository;
        this.request = request;
    }

    /**
     * Makes a snapshot. One file that cannot be read does not keep the others from being backed up.
     *
     * @throws java.nio.file.NoSuchFileException if one of the paths is not there
     * @throws InterruptedIOException if the thread was interrupted; there is no snapshot then, and what was stored already
     *     need not be stored again the next time
     */
    public FileTreeBackupResult run(ProgressListener listener) throws IOException {
        OffsetDateTime start = OffsetDateTime.now(request.clock());
        for (Path path : request.paths()) {
            FileStat.of(path);
        }
        Problems.Log problems = new Problems.Log();
        ProgressMeter progress = new ProgressMeter(listener, problems::serious);
        ParentTrees parent = ParentTrees.of(repository, request);
        BackupCounts counts = new BackupCounts();
        try (Upload upload = repository.upload();
                SizeScan scan = new SizeScan(request, progress)) {
            scan.begin();
            FileContents contents = new FileContents(upload, ChunkedContentSaver.of(repository, upload), progress);
            ObjectId tree;
            try (TreeWalk walk = new TreeWalk(request, parent, contents, upload, counts, problems, progress)) {
                tree = walk.run();
            }
            upload.flush();
            SnapshotSummary summary = counts.summary(start, OffsetDateTime.now(request.clock()), upload.figures());
            StoredSnapshot snapshot = upload.finish(snapshot(start, parent.id(), tree, problems.all(), summary));
            progress.end();
            LOG.debug("backed up {} as snapshot {}", request.paths(), snapshot.id());
            return new FileTreeBackupResult(snapshot, problems.all());
        }
    }

    private Snapshot snapshot(
            OffsetDateTime start, @Nullable ObjectId parent, ObjectId tree, Problems problems, SnapshotSummary summary)
            throws IOException {
        List<String> tags = new ArrayList<>(request.tags());
        if (problems.areSerious()) {
            tags.add(FileTreeBackupRequest.INCOMPLETE);
        }
        CurrentUser user = CurrentUser.get();
        return new Snapshot(
                start,
                parent,
                tree,
                request.paths().stream().map(PathBytes::text).toList(),
                request.hostname(),
                user.name(),
                user.uid(),
                user.gid(),
                request.excludes().patterns(),
                tags,
                null,
                PROGRAM,
                summary);
    }
}
