package io.slipway.backup.repository;

import java.io.IOException;

/** Something in a repository is not what was written. The message says what, and in which file. */
public class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedException(String message) {
        super(message);
    }

    public DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
