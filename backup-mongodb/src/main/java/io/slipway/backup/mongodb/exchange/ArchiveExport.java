package io.slipway.backup.mongodb.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.archive.ArchiveWriter;
import io.slipway.backup.mongodb.archive.BsonStream;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.StreamMeter;

/** Gives a snapshot, or some of its collections, as an archive that mongorestore takes. */
public final class ArchiveExport {
    private final MongoSnapshot snapshot;

    public ArchiveExport(MongoSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Writes the archive. What cannot be read, or is not what was dumped, ends it within the collection, so that nobody takes
     * what was written until then for an archive. The oplog comes along only with everything: a part of a server cannot be
     * brought to one moment by mongorestore.
     *
     * @param out is flushed and not closed; what it is to be compressed with is its own business
     * @return how many documents were written
     * @throws MongoBackupException if the snapshot is damaged, or nothing in it is called so
     */
    public long write(NamespaceSelection selection, OutputStream out, ProgressListener listener) throws IOException {
        Manifest manifest = snapshot.manifest();
        List<NamespaceContent> contents = manifest.namespaces().stream()
                .filter(content -> content.namespace().isOplog()
                        ? selection.isEverything()
                        : selection.includes(content.namespace()))
                .toList();
        if (contents.isEmpty() && !selection.isEverything()) {
            throw new MongoBackupException("Nothing in the snapshot is called so");
        }
        ProgressMeter progress = new ProgressMeter(
                listener,
                Progress.Phase.EXPORT,
                contents.stream().mapToLong(NamespaceContent::bytes).sum());
        ArchiveWriter writer = new ArchiveWriter(
                out,
                new ArchiveHeader(1, manifest.serverVersion(), manifest.toolVersion()),
                contents.stream().map(NamespaceContent::archived).toList());
        long documents = 0;
        for (NamespaceContent content : contents) {
            if (!content.isView()) {
                documents += write(content, writer, progress);
            }
            writer.end(content.dataNamespace());
            progress.tell(content.namespace());
        }
        writer.finish();
        return documents;
    }

    private long write(NamespaceContent content, ArchiveWriter writer, ProgressMeter progress) throws IOException {
        StreamMeter meter = new StreamMeter();
        try (InputStream in = snapshot.documents(content)) {
            BsonStream documents = new BsonStream(in);
            while (documents.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("cancelled");
                }
                meter.document(documents.buffer(), 0, documents.length());
                writer.write(content.dataNamespace(), documents.buffer(), 0, documents.length());
                progress.add(content.namespace(), 1, documents.length());
            }
        }
        if (!meter.figures().equals(content.figures())) {
            throw new MongoBackupException("The snapshot is damaged: " + content.namespace()
                    + " is not what was dumped. The archive is not whole");
        }
        return meter.figures().documents();
    }
}
