package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Retains longer what is still in a repository. A pack that old and new snapshots share was retained when it was uploaded, and
 * would outlive its retention while it is needed; what a prune has left is needed, so this is for after a prune.
 */
public final class RetentionExtension {
    private final Storage storage;

    public RetentionExtension(Storage storage) {
        this.storage = storage;
    }

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Listener {
        void looked(long files, long total);
    }

    /**
     * Retains every file but locks until a time at least. It may be interrupted, and goes on where it was when it is called
     * again.
     *
     * @return how many files are retained longer than before
     * @throws StorageRefusedException if the storage knows no retention
     */
    public int extend(Instant atLeast, Listener listener) throws IOException {
        return extend(atLeast, file -> true, listener);
    }

    /**
     * The same with some of the files: what nothing needs any more would never go if it were retained again and again.
     *
     * @param which of the files that are no locks
     */
    public int extend(Instant atLeast, Predicate<StoredFile> which, Listener listener) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (FileType type : FileType.values()) {
            if (type != FileType.LOCK) {
                storage.list(type, listed -> {
                    if (which.test(listed.file())) {
                        files.add(listed.file());
                    }
                });
            }
        }
        int extended = 0;
        int looked = 0;
        for (StoredFile file : files) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("cancelled while files were retained longer");
            }
            extended += extend(file, atLeast) ? 1 : 0;
            listener.looked(++looked, files.size());
        }
        return extended;
    }

    private boolean extend(StoredFile file, Instant atLeast) throws IOException {
        try {
            Optional<Instant> now = storage.retainedUntil(file);
            if (now.isPresent() && !now.get().isBefore(atLeast)) {
                return false;
            }
            storage.retain(file, atLeast);
            return true;
        } catch (NoSuchFileException _) {
            // Somebody removed it since it was listed.
            return false;
        }
    }
}
