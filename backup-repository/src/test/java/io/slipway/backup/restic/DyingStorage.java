package io.slipway.backup.restic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/**
 * The storage as a process sees it that is killed after so many operations, or in whose middle something else happens: after
 * the given number of operations the event runs once, and if it was a death nothing works any more.
 */
final class DyingStorage implements Storage {
    /** What the process dies of; what it does about it does nothing any more. */
    static final class Dead extends IOException {
        private static final long serialVersionUID = 1L;

        Dead() {
            super("killed");
        }
    }

    private final Storage inner;
    private final AtomicLong left;
    private final Runnable event;
    private final boolean deadly;

    private DyingStorage(Storage inner, long operations, Runnable event, boolean deadly) {
        this.inner = inner;
        this.left = new AtomicLong(operations);
        this.event = event;
        this.deadly = deadly;
    }

    static DyingStorage dyingAfter(Storage inner, long operations) {
        return new DyingStorage(inner, operations, () -> {}, true);
    }

    static DyingStorage interruptedAfter(Storage inner, long operations, Runnable event) {
        return new DyingStorage(inner, operations, event, false);
    }

    private void step() throws IOException {
        long now = left.getAndDecrement();
        if (now == 0) {
            event.run();
        }
        if (now <= 0 && deadly) {
            throw new Dead();
        }
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        step();
        inner.save(file, content);
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        step();
        return inner.open(file, offset, length);
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        step();
        return inner.length(file);
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        step();
        inner.list(type, files);
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        step();
        inner.delete(file);
    }

    @Override
    public String location() {
        return inner.location();
    }

    @Override
    public void close() {}
}
