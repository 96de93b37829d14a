package io.slipway.backup.files;

import java.io.IOException;

/** A file cannot be read; the repository is well. */
final class UnreadableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    UnreadableFileException(IOException failure) {
        super(FileFailure.shown(failure), failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
