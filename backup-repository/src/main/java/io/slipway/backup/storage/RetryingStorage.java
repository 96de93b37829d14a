package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Repeats what fails and may pass by itself, after growing waits with jitter. A file whose answer got lost is recognised when
 * it is saved again; a download that breaks off goes on where it ended. A {@link java.nio.file.FileSystemException}, a
 * {@link StorageRefusedException}, and a file that is too short, are final.
 */
public final class RetryingStorage extends ForwardingStorage {
    private static final int SLICE = 64 * 1024;

    private final Storage inner;
    private final Retries retries;

    public RetryingStorage(Storage inner, RetrySettings settings) {
        super(inner);
        this.inner = inner;
        this.retries = new Retries(settings);
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        boolean[] triedBefore = {false};
        retries.call("writing " + file.path(), () -> {
            try {
                inner.save(file, content);
            } catch (FileAlreadyExistsException e) {
                // A try before this one may have arrived although its answer did not.
                if (!triedBefore[0] || !isStored(file, content)) {
                    throw e;
                }
            } finally {
                triedBefore[0] = true;
            }
            return file;
        });
    }

    private boolean isStored(StoredFile file, Content content) throws IOException {
        if (inner.length(file).orElse(-1L) != content.length()) {
            return false;
        }
        try (InputStream stored = inner.open(file, 0, content.length());
                InputStream wanted = content.open()) {
            while (true) {
                byte[] here = stored.readNBytes(SLICE);
                if (!Arrays.equals(here, wanted.readNBytes(SLICE))) {
                    return false;
                }
                if (here.length < SLICE) {
                    return true;
                }
            }
        }
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        ResumingStream stream = new ResumingStream(inner, retries, file, offset, length);
        stream.begin();
        return stream;
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        return retries.call("asking for " + file.path(), () -> inner.length(file));
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        List<Listed> all = retries.call("listing " + type, () -> {
            List<Listed> found = new ArrayList<>();
            inner.list(type, found::add);
            return found;
        });
        all.forEach(files);
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        retries.call("deleting " + file.path(), () -> {
            inner.delete(file);
            return file;
        });
    }

    @Override
    public Optional<Instant> retainedUntil(StoredFile file) throws IOException {
        return retries.call("asking for the retention of " + file.path(), () -> inner.retainedUntil(file));
    }

    @Override
    public void retain(StoredFile file, Instant until) throws IOException {
        retries.call("retaining " + file.path(), () -> {
            inner.retain(file, until);
            return file;
        });
    }

    @Override
    public void moveTo(StoredFile file, String storageClass) throws IOException {
        retries.call("moving " + file.path(), () -> {
            inner.moveTo(file, storageClass);
            return file;
        });
    }

    @Override
    public Readiness readiness(StoredFile file) throws IOException {
        return retries.call("asking for the class of " + file.path(), () -> inner.readiness(file));
    }

    @Override
    public void thaw(StoredFile file, Duration keep) throws IOException {
        retries.call("thawing " + file.path(), () -> {
            inner.thaw(file, keep);
            return file;
        });
    }
}
