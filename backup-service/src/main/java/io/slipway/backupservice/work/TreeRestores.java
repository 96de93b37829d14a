package io.slipway.backupservice.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.slipway.backup.files.FileTreeRestore;
import io.slipway.backup.files.FileTreeRestoreRequest;
import io.slipway.backup.files.FileTreeRestoreResult;
import io.slipway.backup.files.Overwrite;
import io.slipway.backup.files.Problem;
import io.slipway.backup.files.Problems;
import io.slipway.backup.files.ProgressListener;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.DrillCheck;

/** Restores snapshots that are trees of files. */
final class TreeRestores {
    private TreeRestores() {}

    /** @param target the folder that the snapshot's root goes to */
    static Restored restore(StoredSnapshot stored, Path target, Restoring restoring) throws IOException {
        boolean dryRun = restoring.task().dryRun();
        FileTreeRestoreRequest request = FileTreeRestoreRequest.to(target)
                .including(restoring.include().toArray(String[]::new))
                .overwriting(restoring.task().overwrite() ? Overwrite.ALWAYS : Overwrite.REFUSE);
        FileTreeRestoreResult result = new FileTreeRestore(
                        restoring.repository(),
                        stored.snapshot().tree(),
                        dryRun ? request.asDryRun() : request.verifying())
                .run(listener(restoring.progress()));
        requireComplete(result.problems());
        return new Restored(
                result.files(),
                result.bytes(),
                stored.snapshot().time().toInstant(),
                (dryRun ? "would restore " : "restored ") + result.files() + " files (" + Words.bytes(result.bytes())
                        + ") to " + target);
    }

    private static void requireComplete(Problems problems) throws IOException {
        if (problems.areSerious()) {
            throw new IOException("not everything could be restored; " + first(problems));
        }
    }

    /** The first thing that is serious. */
    static String first(Problems problems) {
        List<Problem> serious = problems.first().stream()
                .filter(problem -> problem.kind().isSerious())
                .toList();
        return serious.size() + (problems.first().size() < 1000 ? "" : " or more") + " files, the first: "
                + serious.getFirst().path() + ": " + serious.getFirst().message();
    }

    /** Restores a snapshot into a folder, reads everything again and compares it. */
    static Rehearsed rehearse(String source, StoredSnapshot stored, Rehearsing rehearsing) throws IOException {
        FileTreeRestoreResult result = restored(source, stored, rehearsing.repository(), rehearsing);
        SnapshotSummary summary = stored.snapshot().summary();
        String found = result.files() + " files, " + result.bytes() + " bytes";
        String expected = summary == null
                ? found
                : summary.totalFilesProcessed() + " files, " + summary.totalBytesProcessed() + " bytes";
        boolean whole = !result.problems().areSerious();
        return new Rehearsed(
                stored.snapshot().time().toInstant(),
                result.bytes(),
                List.of(
                        new DrillCheck(source, "files and bytes", found.equals(expected), expected, found),
                        new DrillCheck(
                                source,
                                "content, read again after it was written",
                                whole,
                                "the same as in the snapshot",
                                whole ? "the same as in the snapshot" : first(result.problems()))),
                "restored into a folder of its own");
    }

    private static FileTreeRestoreResult restored(
            String source, StoredSnapshot stored, Repository repository, Rehearsing rehearsing) throws IOException {
        return new FileTreeRestore(
                        repository,
                        stored.snapshot().tree(),
                        FileTreeRestoreRequest.to(rehearsing.folder(source)).verifying())
                .run(listener(rehearsing.progress()));
    }

    static ProgressListener listener(RunProgress progress) {
        return now -> progress.bytes(now.bytesDone(), now.bytesTotal());
    }
}
