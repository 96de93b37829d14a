package io.slipway.backup.mongodb.oplog;

/** Entries that were still to be read are gone from the oplog, or were replaced by others. A new base is needed. */
public class OplogLostException extends Exception {
    private static final long serialVersionUID = 1L;

    public OplogLostException(String message) {
        super(message);
    }

    public OplogLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
