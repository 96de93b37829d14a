package io.slipway.backup.storage;

import java.io.IOException;

/**
 * A storage understood the request and will not do it, now or when asked again: no permission, no such bucket, no space, a
 * retention that is not over. The message says what to do about it.
 */
public class StorageRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageRefusedException(String message) {
        super(message);
    }

    public StorageRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
