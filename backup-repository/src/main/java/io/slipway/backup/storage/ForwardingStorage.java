package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands every call on to another storage; what extends it changes some of them. Closing closes the other one too. */
public abstract class ForwardingStorage implements Storage {
    private final Storage inner;

    protected ForwardingStorage(Storage inner) {
        this.inner = inner;
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        inner.save(file, content);
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        return inner.open(file, offset, length);
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        return inner.length(file);
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        inner.list(type, files);
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        inner.delete(file);
    }

    @Override
    public Optional<Instant> retainedUntil(StoredFile file) throws IOException {
        return inner.retainedUntil(file);
    }

    @Override
    public void retain(StoredFile file, Instant until) throws IOException {
        inner.retain(file, until);
    }

    @Override
    public void moveTo(StoredFile file, String storageClass) throws IOException {
        inner.moveTo(file, storageClass);
    }

    @Override
    public boolean canFreeze() {
        return inner.canFreeze();
    }

    @Override
    public Readiness readiness(StoredFile file) throws IOException {
        return inner.readiness(file);
    }

    @Override
    public void thaw(StoredFile file, Duration keep) throws IOException {
        inner.thaw(file, keep);
    }

    @Override
    public String location() {
        return inner.location();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
