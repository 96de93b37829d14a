package io.slipway.backup.repository;

import java.io.IOException;

/** Somebody else holds a lock that does not go together with what was to be done. The message says who. */
public class RepositoryLockedException extends IOException {
    private static final long serialVersionUID = 1L;

    public RepositoryLockedException(String message) {
        super(message);
    }
}
