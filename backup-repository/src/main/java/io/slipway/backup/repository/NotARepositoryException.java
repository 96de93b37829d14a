package io.slipway.backup.repository;

import java.io.IOException;

/** There is no repository there, or one of a version that this program does not know. */
public class NotARepositoryException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotARepositoryException(String message) {
        super(message);
    }

    public NotARepositoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
