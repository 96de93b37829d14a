package io.slipway.backupservice.work;

import java.io.IOException;

/** Not everything that was asked for could be read. What could be is in a snapshot that does not count. */
final class IncompleteBackupException extends IOException {
    private static final long serialVersionUID = 1L;

    IncompleteBackupException(String message) {
        super(message);
    }
}
