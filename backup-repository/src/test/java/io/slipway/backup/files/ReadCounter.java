package io.slipway.backup.files;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.UploadFigures;

/** Counts the blobs of files that are given to a repository, whether it has them or not: each of them was read. */
final class ReadCounter implements Repository {
    private final Repository repository;
    private final Consumer<BlobType> beforeSaving;
    private final AtomicLong dataBlobs = new AtomicLong();

    ReadCounter(Repository repository) {
        this(repository, type -> {});
    }

    /** @param beforeSaving is told of each blob first, in the thread that saves it */
    ReadCounter(Repository repository, Consumer<BlobType> beforeSaving) {
        this.repository = repository;
        this.beforeSaving = beforeSaving;
    }

    long dataBlobs() {
        return dataBlobs.get();
    }

    @Override
    public Upload upload() throws IOException {
        Upload upload = repository.upload();
        return new Upload() {
            @Override
            public ObjectId save(BlobType type, byte[] buffer, int offset, int length) throws IOException {
                beforeSaving.accept(type);
                dataBlobs.addAndGet(type == BlobType.DATA ? 1 : 0);
                return upload.save(type, buffer, offset, length);
            }

            @Override
            public UploadFigures figures() {
                return upload.figures();
            }

            @Override
            public void flush() throws IOException {
                upload.flush();
            }

            @Override
            public StoredSnapshot finish(Snapshot snapshot) throws IOException {
                return upload.finish(snapshot);
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
    }

    @Override
    public String id() {
        return repository.id();
    }

    @Override
    public String location() {
        return repository.location();
    }

    @Override
    public List<StoredSnapshot> snapshots() throws IOException {
        return repository.snapshots();
    }

    @Override
    public StoredSnapshot snapshot(String name) throws IOException {
        return repository.snapshot(name);
    }

    @Override
    public byte[] derivedKey(String purpose) {
        return repository.derivedKey(purpose);
    }

    @Override
    public byte[] load(BlobType type, ObjectId id) throws IOException {
        return repository.load(type, id);
    }

    @Override
    public int length(BlobType type, ObjectId id) throws IOException {
        return repository.length(type, id);
    }

    @Override
    public void close() throws IOException {
        repository.close();
    }
}
