package io.slipway.backup.mongodb.restore;

import io.slipway.backup.mongodb.MongoBackupException;

/** Something is to be restored that the dump was not to hold. It will not be there the next time either. */
public final class NotDumpedException extends MongoBackupException {
    private static final long serialVersionUID = 1L;

    NotDumpedException(String message) {
        super(message);
    }
}
