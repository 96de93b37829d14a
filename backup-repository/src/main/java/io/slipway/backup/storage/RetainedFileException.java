package io.slipway.backup.storage;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A storage keeps a file for some time yet, whoever asks: nothing happened to it, and later it can go. */
public final class RetainedFileException extends StorageRefusedException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Instant until;

    /** @param until when it can go; null where the storage does not say, as of one that is on hold */
    public RetainedFileException(String message, @Nullable Instant until) {
        super(message);
        this.until = until;
    }

    /** When the file can go; empty where the storage does not say. */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }
}
