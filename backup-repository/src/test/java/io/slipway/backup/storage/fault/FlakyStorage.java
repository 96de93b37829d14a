package io.slipway.backup.storage.fault;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/**
 * Fails one request in so many, at random: in turn before it does anything and after it did it, so that only the answer is
 * lost; of a download in turn at once and in the middle.
 */
public final class FlakyStorage extends ForwardingStorage {
    private final int oneIn;
    private final Random chance = new Random(1);
    private final AtomicInteger failures = new AtomicInteger();

    public FlakyStorage(Storage inner, int oneIn) {
        super(inner);
        this.oneIn = oneIn;
    }

    public int failures() {
        return failures.get();
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        failing("writing " + file.path(), () -> {
            super.save(file, content);
            return file;
        });
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        if (!isNextToFail()) {
            return super.open(file, offset, length);
        }
        if (failures.incrementAndGet() % 2 == 0) {
            throw broken("reading " + file.path());
        }
        return new FilterInputStream(super.open(file, offset, length)) {
            private long left = length / 2;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw broken("reading " + file.path());
                }
                left--;
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int start, int count) throws IOException {
                if (left == 0) {
                    throw broken("reading " + file.path());
                }
                int got = super.read(buffer, start, (int) Math.min(count, left));
                left -= Math.max(got, 0);
                return got;
            }
        };
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        return failing("asking for " + file.path(), () -> super.length(file));
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        failing("listing " + type, () -> {
            super.list(type, files);
            return type;
        });
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        failing("deleting " + file.path(), () -> {
            super.delete(file);
            return file;
        });
    }

    private <T> T failing(String what, Request<T> request) throws IOException {
        if (!isNextToFail()) {
            return request.send();
        }
        if (failures.incrementAndGet() % 2 == 0) {
            request.send();
        }
        throw broken(what);
    }

    private boolean isNextToFail() {
        return chance.nextInt(oneIn) == 0;
    }

    private static IOException broken(String what) {
        return new IOException("connection reset while " + what);
    }

    private interface Request<T> {
        T send() throws IOException;
    }
}
