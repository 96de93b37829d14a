package io.slipway.backup.mongodb.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.archive.ArchiveReader;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.SavedNamespace;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.mongodb.snapshot.SnapshotWriter;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;

/** Takes an archive of mongodump, compressed or not, into a repository as if it had been dumped there. */
public final class ArchiveImport {
    private static final int BUFFER = 1 << 18;

    private final Repository repository;
    private final Clock clock;

    public ArchiveImport(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * Reads the archive to its end. Does not close the stream. Holds a chunk for each collection that the archive interleaves.
     *
     * @throws io.slipway.backup.mongodb.archive.ArchiveException if it is damaged: there is no snapshot then
     */
    public DumpResult run(InputStream archive, SnapshotLabels labels, ProgressListener listener) throws IOException {
        Instant started = clock.instant();
        ProgressMeter progress = new ProgressMeter(listener, Progress.Phase.IMPORT, 0);
        try (Upload upload = repository.upload()) {
            ContentSaver saver = ChunkedContentSaver.of(repository, upload);
            try (ImportedCollections collections = new ImportedCollections(saver, progress)) {
                ArchiveReader.read(uncompressed(archive), collections);
                List<SavedNamespace> saved = collections.saved();
                Manifest manifest = manifest(collections, saved, started);
                StoredSnapshot snapshot = new SnapshotWriter(upload, saver).write(manifest, saved, labels);
                return new DumpResult(snapshot, manifest, upload.figures());
            }
        }
    }

    private Manifest manifest(ImportedCollections collections, List<SavedNamespace> saved, Instant started) {
        List<String> remarks = new ArrayList<>();
        remarks.add("Imported from an archive that " + collections.header().toolVersion() + " wrote");
        Consistency consistency = consistency(saved);
        if (consistency.kind() == Consistency.Kind.AS_POSSIBLE) {
            remarks.add(consistency.explanation());
        }
        return new Manifest(
                Manifest.FORMAT,
                collections.header().serverVersion(),
                collections.header().toolVersion(),
                "UNKNOWN",
                started,
                clock.instant(),
                consistency,
                null,
                saved.stream().map(SavedNamespace::content).toList(),
                remarks);
    }

    private static Consistency consistency(List<SavedNamespace> saved) {
        boolean oplog = saved.stream().map(one -> one.content().namespace()).anyMatch(Namespace::isOplog);
        return oplog
                ? new Consistency(
                        Consistency.Kind.OPLOG_INCLUDED,
                        null,
                        null,
                        null,
                        "consistent at the end of its oplog, once that is replayed")
                : Consistency.asPossible("The archive has no oplog");
    }

    private static InputStream uncompressed(InputStream archive) throws IOException {
        BufferedInputStream in = new BufferedInputStream(archive, BUFFER);
        in.mark(2);
        int magic = in.read() | in.read() << 8;
        in.reset();
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in;
    }
}
