package io.slipway.backup.mongodb.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.archive.ArchiveConsumer;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.archive.ArchivedCollection;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SavedNamespace;
import io.slipway.backup.mongodb.snapshot.StreamMeter;

import tools.jackson.core.JacksonException;

/** Saves the collections of an archive while it is read, each in a thread of its own, as their documents come mixed. */
final class ImportedCollections implements ArchiveConsumer, AutoCloseable {
    private final ContentSaver saver;
    private final ProgressMeter progress;
    private final ExecutorService savers = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("mongodb-import-", 1).daemon().factory());
    private final Map<Namespace, ArchivedCollection> listed = new LinkedHashMap<>();
    private final Map<Namespace, Running> running = new HashMap<>();
    private final Map<Namespace, SavedNamespace> saved = new HashMap<>();
    private @Nullable ArchiveHeader header;

    ImportedCollections(ContentSaver saver, ProgressMeter progress) {
        this.saver = saver;
        this.progress = progress;
    }

    private record Running(DocumentPipe pipe, StreamMeter meter, Future<SavedContent> content) {}

    ArchiveHeader header() {
        return Objects.requireNonNull(header, "the archive was not read yet");
    }

    /** In the order of the archive's list. */
    List<SavedNamespace> saved() {
        List<SavedNamespace> all = new ArrayList<>();
        listed.keySet().forEach(namespace -> all.add(Objects.requireNonNull(saved.get(namespace))));
        return all;
    }

    @Override
    public void begin(ArchiveHeader found, List<ArchivedCollection> collections) throws IOException {
        header = found;
        for (ArchivedCollection collection : collections) {
            listed.put(collection.dataNamespace(found), collection);
            try {
                NamespaceContent content =
                        NamespaceContent.of(collection, collection.dataNamespace(found), new StreamMeter().figures());
                content.collectionMetadata();
            } catch (JacksonException | IllegalArgumentException e) {
                throw new MongoBackupException(
                        "The archive is damaged: what it says of " + collection.namespace() + " cannot be read: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    @Override
    public void document(Namespace namespace, byte[] buffer, int offset, int length) throws IOException {
        Running collection = running.computeIfAbsent(namespace, key -> begin());
        collection.meter().document(buffer, offset, length);
        collection.pipe().write(buffer, offset, length, collection.content()::isDone);
        if (collection.content().isDone()) {
            await(collection);
        }
        progress.add(namespace, 1, length);
    }

    private Running begin() {
        DocumentPipe pipe = new DocumentPipe();
        return new Running(pipe, new StreamMeter(), savers.submit(() -> saver.save(pipe)));
    }

    @Override
    public void end(Namespace namespace, long crc) throws IOException {
        Running collection = running.remove(namespace);
        SavedContent content = new SavedContent(List.of(), 0);
        StreamMeter meter = new StreamMeter();
        if (collection != null) {
            collection.pipe().finish(collection.content()::isDone);
            content = await(collection);
            meter = collection.meter();
        } else if (!Objects.requireNonNull(listed.get(namespace)).isView()) {
            content = saver.save(InputStream.nullInputStream());
        }
        saved.put(
                namespace,
                new SavedNamespace(
                        NamespaceContent.of(Objects.requireNonNull(listed.get(namespace)), namespace, meter.figures()),
                        content));
        progress.tell(namespace);
    }

    private static SavedContent await(Running collection) throws IOException {
        try {
            return collection.content().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ParallelWork.failure(e);
        } catch (ExecutionException e) {
            throw ParallelWork.failure(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Returns when no thread saves any more. */
    @Override
    public void close() {
        running.values().forEach(collection -> collection.pipe().abandon());
        savers.shutdownNow();
        savers.close();
    }
}
