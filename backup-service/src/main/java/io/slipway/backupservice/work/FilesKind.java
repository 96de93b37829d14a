package io.slipway.backupservice.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.files.Excludes;
import io.slipway.backup.files.FileTreeBackup;
import io.slipway.backup.files.FileTreeBackupRequest;
import io.slipway.backup.files.FileTreeBackupResult;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/** File trees of the host that this worker runs on. */
final class FilesKind implements SourceKind<BackupSource.Files> {
    private final Clock clock;

    FilesKind(Clock clock) {
        this.clock = clock;
    }

    @Override
    public SnapshotFacts take(BackupSource.Files source, Taking taking) throws IOException {
        List<Path> paths = source.paths().stream().map(Path::of).toList();
        FileTreeBackupRequest request = FileTreeBackupRequest.of(host(), paths)
                .withExcludes(Excludes.matching(source.excludes().toArray(String[]::new)))
                .withTags(taking.tags(source))
                .withClock(clock);
        FileTreeBackupResult result = new FileTreeBackup(
                        taking.repository(), request.withReaders(taking.concurrency(request.readers())))
                .run(TreeRestores.listener(taking.progress()));
        if (!result.isComplete()) {
            throw new IncompleteBackupException("not everything of " + source.name() + " could be read: "
                    + TreeRestores.first(result.problems())
                    + ". Let the backup-service read it, or exclude it; what could be read is in snapshot "
                    + result.snapshot().id().brief());
        }
        return Sources.facts(
                source,
                result.snapshot(),
                result.problems().first().stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .toList());
    }

    @Override
    public Restored restore(BackupSource.Files source, StoredSnapshot snapshot, Restoring restoring)
            throws IOException {
        @Nullable String folder = restoring.target().folder();
        return TreeRestores.restore(snapshot, Path.of(folder == null ? "/" : folder), restoring);
    }

    @Override
    public Rehearsed rehearse(BackupSource.Files source, StoredSnapshot snapshot, Rehearsing rehearsing)
            throws IOException {
        return TreeRestores.rehearse(source.name(), snapshot, rehearsing);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "slipway";
        }
    }
}
