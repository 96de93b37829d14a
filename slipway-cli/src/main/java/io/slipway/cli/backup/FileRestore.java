package io.slipway.cli.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.slipway.backup.files.FileTreeRestore;
import io.slipway.backup.files.FileTreeRestoreRequest;
import io.slipway.backup.files.FileTreeRestoreResult;
import io.slipway.backup.files.Overwrite;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;

/** Restores files into a folder, and says what came of it. */
record FileRestore(Terminal terminal) {
    ExitCode run(ResticRepository repository, StoredSnapshot stored, RestoreOptions options, Path folder)
            throws IOException {
        FileTreeRestoreRequest request = new FileTreeRestoreRequest(
                folder,
                "/",
                options.include,
                List.of(),
                options.overwrite ? Overwrite.IF_CHANGED : Overwrite.REFUSE,
                options.verify,
                options.dryRun,
                true);
        Instant begun = Instant.now();
        FileTreeRestoreResult result;
        try (TransferProgress progress = new TransferProgress(terminal, "restoring", InstantSource.system())) {
            result = new FileTreeRestore(repository, stored.snapshot().tree(), request)
                    .run(now -> progress.show(now.bytesDone(), now.bytesTotal(), now.current()));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    e.getFile() + ": " + e.getReason() + "; say --overwrite to replace what is different", e);
        }
        result.problems()
                .first()
                .forEach(problem -> terminal.err()
                        .println((problem.kind().isSerious() ? "✗ " : "· ") + problem.path() + ": "
                                + problem.message()));
        String amount = result.files() + " files, " + ByteWords.of(result.bytes());
        terminal.err()
                .println(
                        options.dryRun
                                ? "would restore " + amount + " of "
                                        + stored.id().brief() + " to " + folder
                                        + (result.unchanged() == 0
                                                ? ""
                                                : "; " + result.unchanged() + " are there already as they should be")
                                : (result.isComplete() ? "✓ restored " : "✗ restored only ") + amount + " of "
                                        + stored.id().brief() + " to " + folder + " in "
                                        + Words.of(Duration.between(begun, Instant.now())));
        return result.isComplete() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
