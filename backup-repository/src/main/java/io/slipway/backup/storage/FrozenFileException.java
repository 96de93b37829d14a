package io.slipway.backup.storage;

/** A file is in a class of storage that cannot be read at once: it has to be thawed, which takes hours. */
public final class FrozenFileException extends StorageRefusedException {
    private static final long serialVersionUID = 1L;

    public FrozenFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
