package io.slipway.backup.storage.gcs;

/** The server's no, in Google's error model. */
final class GcsRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    GcsRefusal(int status, String reason) {
        this(status, reason, reason);
    }

    GcsRefusal(int status, String reason, String message) {
        super(message);
        this.status = status;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
