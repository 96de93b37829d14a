package io.slipway.backup.mongodb.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.archive.BsonStream;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.tree.TreeBrowser;

/** A snapshot that {@code MongoDump} or an import wrote. May be read by many threads. */
public final class MongoSnapshot {
    private static final int BUFFER = 1 << 18;

    private final TreeBrowser tree;
    private final Manifest manifest;

    private MongoSnapshot(TreeBrowser tree, Manifest manifest) {
        this.tree = tree;
        this.manifest = manifest;
    }

    /** @throws MongoBackupException if this is no snapshot of MongoDB, or one that is not known */
    public static MongoSnapshot open(BlobSource source, Snapshot snapshot) throws IOException {
        TreeBrowser tree = new TreeBrowser(source, snapshot.tree());
        try (InputStream in = tree.open(DumpLayout.MANIFEST)) {
            return new MongoSnapshot(tree, Manifest.parse(in.readAllBytes()));
        } catch (NoSuchFileException e) {
            throw new MongoBackupException(
                    "This is no snapshot of MongoDB that Slipway made: it has no " + DumpLayout.MANIFEST, e);
        } catch (IllegalArgumentException e) {
            throw new MongoBackupException(
                    DumpLayout.MANIFEST + " of the snapshot cannot be used: " + e.getMessage(), e);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The oplog of the time of the dump is in it. */
    public boolean hasOplog() {
        return manifest.find(Namespace.OPLOG).isPresent();
    }

    /** The documents as they were read; close it. */
    public InputStream documents(NamespaceContent content) throws IOException {
        return new BufferedInputStream(tree.open(DumpLayout.documents(content.dataNamespace())), BUFFER);
    }

    /** Everything as an archive of mongodump; close it. */
    public InputStream archive() throws IOException {
        return tree.open(DumpLayout.ARCHIVE);
    }

    /**
     * Reads collections from beginning to end and compares them with what was dumped.
     *
     * @throws MongoBackupException if something cannot be read or is not the same; it names every collection and why
     */
    public void check(List<NamespaceContent> contents, int parallelism, ProgressListener listener) throws IOException {
        ProgressMeter progress = new ProgressMeter(
                listener,
                Progress.Phase.CHECK,
                contents.stream().mapToLong(NamespaceContent::bytes).sum());
        List<String> problems = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Object>> tasks = new ArrayList<>();
        for (NamespaceContent content : contents) {
            if (!content.isView()) {
                tasks.add(() -> {
                    check(content, progress, problems);
                    return content;
                });
            }
        }
        ParallelWork.run("mongodb-check", parallelism, tasks);
        if (!problems.isEmpty()) {
            throw new MongoBackupException("The snapshot is damaged: "
                    + String.join("; ", problems.stream().sorted().toList()));
        }
        contents.stream().findFirst().ifPresent(content -> progress.tell(content.namespace()));
    }

    private void check(NamespaceContent content, ProgressMeter progress, List<String> problems) throws IOException {
        StreamMeter meter = new StreamMeter();
        try (InputStream in = documents(content)) {
            BsonStream documents = new BsonStream(in);
            while (documents.next()) {
                meter.document(documents.buffer(), 0, documents.length());
                progress.add(content.namespace(), 1, documents.length());
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            problems.add(content.namespace() + ": " + e.getMessage());
            return;
        }
        if (!meter.figures().equals(content.figures())) {
            problems.add(content.namespace() + " has " + meter.figures().documents() + " documents with the checksum "
                    + "%016x".formatted(meter.figures().crc64()) + ", and " + content.documents() + " with "
                    + content.crc64() + " were dumped");
        }
    }
}
