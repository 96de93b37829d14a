package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the files of a repository are kept. Files are written once and never changed. All methods may be called from many
 * threads. An {@link IOException} says what was tried, on what, and what to do about it; whoever implements this repeats by
 * itself what is worth repeating.
 */
public interface Storage extends AutoCloseable {
    /**
     * Writes a file, whole or not at all; it is durable when this returns.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one by this name: it is left as it is
     */
    void save(StoredFile file, Content content) throws IOException;

    /**
     * Reads a part of a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.io.EOFException now or while reading, if the file ends before {@code offset + length}
     */
    InputStream open(StoredFile file, long offset, long length) throws IOException;

    /** The length in bytes, or empty if there is no such file. */
    Optional<Long> length(StoredFile file) throws IOException;

    /** Names all files of a type, in no order. A storage that lists late may leave out what was written a moment ago. */
    void list(FileType type, Consumer<Listed> files) throws IOException;

    /** Removes a file; nothing happens if there is none. */
    void delete(StoredFile file) throws IOException;

    /**
     * Until when the storage refuses to let a file go, whoever asks; empty where it knows no retention or the file has none.
     * A storage with a retention also refuses {@link #delete} until then.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file, from a storage that knows retention
     */
    default Optional<Instant> retainedUntil(StoredFile file) throws IOException {
        return Optional.empty();
    }

    /**
     * Keeps a file longer than it is kept already; an earlier time changes nothing.
     *
     * @throws StorageRefusedException if the storage knows no retention
     */
    default void retain(StoredFile file, Instant until) throws IOException {
        throw new StorageRefusedException(
                location() + " cannot retain files: only S3 with Object Lock and Google Cloud Storage can");
    }

    /**
     * Moves a file to another class of storage, where it keeps its content and its retention; nothing happens if it is there
     * already.
     *
     * @param storageClass by the storage's own name
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws RetainedFileException if the storage moves nothing that is retained
     * @throws StorageRefusedException if the storage has no classes, or does not know this one
     */
    default void moveTo(StoredFile file, String storageClass) throws IOException {
        throw new StorageRefusedException(
                location() + " has no classes of storage: only S3 and Google Cloud Storage have");
    }

    /** Whether files can be in a class that has to be thawed before it is read. */
    default boolean canFreeze() {
        return false;
    }

    /**
     * Whether a file can be read now.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file, from a storage that {@link #canFreeze()}
     */
    default Readiness readiness(StoredFile file) throws IOException {
        return Readiness.READY;
    }

    /**
     * Asks for a file that is frozen; nothing happens to any other one.
     *
     * @param keep how long it can be read then, in whole days
     */
    default void thaw(StoredFile file, Duration keep) throws IOException {
        // Nothing is ever frozen here.
    }

    /** For people: where this is, without secrets, such as {@code s3:https://s3.example.org/backups/crm}. */
    String location();

    @Override
    void close() throws IOException;

    /** The whole content of a small file, such as the config, a key or a snapshot. */
    default byte[] read(StoredFile file) throws IOException {
        long length = length(file).orElseThrow(() -> new java.nio.file.NoSuchFileException(file.path()));
        try (InputStream in = open(file, 0, length)) {
            return in.readNBytes(Math.toIntExact(length));
        }
    }
}
