package io.slipway.backupservice.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.UploadFigures;
import io.slipway.backup.tree.VirtualTree;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a command writes to its standard output. Nothing becomes a snapshot unless the command ended with 0. */
final class CommandKind implements SourceKind<BackupSource.Command> {
    private static final int LONGEST = 500;

    private final Clock clock;

    CommandKind(Clock clock) {
        this.clock = clock;
    }

    @Override
    public SnapshotFacts take(BackupSource.Command source, Taking taking) throws IOException, InterruptedException {
        OffsetDateTime start = now();
        Process process = start(source, taking);
        StringBuilder last = new StringBuilder();
        Thread errors = Thread.ofVirtual().start(() -> log(process, taking.progress(), last));
        try (Upload upload = taking.repository().upload()) {
            SavedContent output =
                    ChunkedContentSaver.of(taking.repository(), upload).save(process.getInputStream());
            int status = process.waitFor();
            errors.join();
            if (status != 0) {
                throw new IOException(source.command().getFirst() + " ended with status " + status
                        + (last.isEmpty() ? " and said nothing" : ": " + last)
                        + "; what it wrote until then is no backup");
            }
            ObjectId tree = new VirtualTree()
                    .file(source.file(), output, start.toInstant())
                    .save(upload);
            upload.flush();
            return Sources.facts(
                    source, upload.finish(snapshot(source, taking, start, tree, output, upload.figures())), List.of());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(BackupSource.Command source, Taking taking) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(source.command());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(RunCommand.KEPT);
        environment.put("SLIPWAY_APPLICATION", taking.application());
        environment.put("SLIPWAY_ENVIRONMENT", taking.policy().environment());
        environment.put("SLIPWAY_POLICY", taking.policy().name());
        environment.put("SLIPWAY_RUN", taking.run());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot run " + source.command().getFirst() + ": " + e.getMessage(), e);
        }
    }

    private Snapshot snapshot(
            BackupSource.Command source,
            Taking taking,
            OffsetDateTime start,
            ObjectId tree,
            SavedContent output,
            UploadFigures figures) {
        return new Snapshot(
                start,
                null,
                tree,
                List.of("/command/" + taking.application() + "/" + source.file()),
                "slipway",
                "slipway",
                0,
                0,
                List.of(),
                taking.tags(source),
                null,
                "slipway 0.1.0",
                new SnapshotSummary(
                        start,
                        now(),
                        1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        figures.dataBlobs(),
                        figures.treeBlobs(),
                        figures.dataAdded(),
                        figures.dataAddedPacked(),
                        1,
                        output.bytes()));
    }

    @Override
    public Restored restore(BackupSource.Command source, StoredSnapshot snapshot, Restoring restoring)
            throws IOException {
        @Nullable String folder = restoring.target().folder();
        if (folder == null) {
            throw new IllegalArgumentException("what " + source.command().getFirst()
                    + " wrote cannot be put back by itself: restore it to a folder, and give it to the application");
        }
        return TreeRestores.restore(snapshot, Path.of(folder), restoring);
    }

    @Override
    public Rehearsed rehearse(BackupSource.Command source, StoredSnapshot snapshot, Rehearsing rehearsing)
            throws IOException {
        return TreeRestores.rehearse(source.name(), snapshot, rehearsing);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static void log(Process process, RunProgress progress, StringBuilder last) {
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                progress.line(line);
                last.setLength(0);
                last.append(line, 0, Math.min(line.length(), LONGEST));
            }
        } catch (InterruptedIOException e) {
            progress.line("its errors are not read any more");
        } catch (IOException e) {
            progress.line("its errors cannot be read: " + e.getMessage());
        }
    }
}
