package io.slipway.backup.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Asks another storage for no more at once, and for no more bytes per second, than its limits. */
public final class LimitedStorage extends ForwardingStorage {
    private final Semaphore connections;
    private final @Nullable Throttle up;
    private final @Nullable Throttle down;

    public LimitedStorage(Storage inner, Limits limits) {
        super(inner);
        this.connections = new Semaphore(limits.connections());
        this.up = limits.upload() == Limits.UNLIMITED ? null : new Throttle("upload", limits.upload());
        this.down = limits.download() == Limits.UNLIMITED ? null : new Throttle("download", limits.download());
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        try (Connection _ = connect()) {
            super.save(file, up == null ? content : slowed(content, up));
        }
    }

    private static Content slowed(Content content, Throttle throttle) {
        return new Content() {
            @Override
            public long length() {
                return content.length();
            }

            @Override
            public InputStream open() throws IOException {
                return throttle.slow(content.open());
            }

            @Override
            public InputStream openLocally() throws IOException {
                return content.openLocally();
            }
        };
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        Connection connection = connect();
        try {
            InputStream stream = super.open(file, offset, length);
            return until(connection, down == null ? stream : down.slow(stream));
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static InputStream until(Connection connection, InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() throws IOException {
                try (connection) {
                    super.close();
                }
            }
        };
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        try (Connection _ = connect()) {
            return super.length(file);
        }
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        List<Listed> all = new ArrayList<>();
        try (Connection _ = connect()) {
            super.list(type, all::add);
        }
        all.forEach(files);
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        try (Connection _ = connect()) {
            super.delete(file);
        }
    }

    @Override
    public Optional<Instant> retainedUntil(StoredFile file) throws IOException {
        try (Connection _ = connect()) {
            return super.retainedUntil(file);
        }
    }

    @Override
    public void moveTo(StoredFile file, String storageClass) throws IOException {
        try (Connection _ = connect()) {
            super.moveTo(file, storageClass);
        }
    }

    @Override
    public Readiness readiness(StoredFile file) throws IOException {
        try (Connection _ = connect()) {
            return super.readiness(file);
        }
    }

    @Override
    public void thaw(StoredFile file, Duration keep) throws IOException {
        try (Connection _ = connect()) {
            super.thaw(file, keep);
        }
    }

    @Override
    public void retain(StoredFile file, Instant until) throws IOException {
        try (Connection _ = connect()) {
            super.retain(file, until);
        }
    }

    private Connection connect() throws InterruptedIOException {
        try {
            connections.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled while waiting for one of the connections to " + location());
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                connections.release();
            }
        };
    }

    @FunctionalInterface
    private interface Connection extends AutoCloseable {
        @Override
        void close();
    }
}
