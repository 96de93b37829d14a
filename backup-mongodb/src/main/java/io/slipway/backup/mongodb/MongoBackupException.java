package io.slipway.backup.mongodb;

import java.io.IOException;

/** A dump or a restore ended without doing what was asked. The message is for people and says what to do. */
public class MongoBackupException extends IOException {
    private static final long serialVersionUID = 1L;

    public MongoBackupException(String message) {
        super(message);
    }

    public MongoBackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
