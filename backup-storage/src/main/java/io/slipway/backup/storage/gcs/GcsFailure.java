package io.slipway.backup.storage.gcs;

import java.io.IOException;

import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.StorageRefusedException;

/**
 * What an answer that is not a good one means: whether it may pass, and what to do about it.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">status and error codes</a>
 */
final class GcsFailure {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVERS_FAULT = 500;

    private GcsFailure() {}

    /**
     * @param tried such as {@code writing data/4f/4fa1… in gs:backups:/crm}
     * @param reason of the error model, such as {@code retentionPolicyNotMet}; may be empty
     */
    static IOException of(String tried, int status, String reason) {
        String failed = tried + " failed: Google Cloud Storage answered " + status + " " + reason;
        if (mayPass(status, reason)) {
            return new IOException(failed);
        }
        return switch (reason) {
            case "retentionPolicyNotMet", "objectUnderActiveHold" ->
                new RetainedFileException(failed + "; it is retained or on hold, and was left as it is", null);
            default -> new StorageRefusedException(failed + "; " + advice(status, reason));
        };
    }

    private static boolean mayPass(int status, String reason) {
        return status >= SERVERS_FAULT
                || status == TOO_MANY
                || status == TIMEOUT
                || status == UNAUTHENTICATED
                || reason.equals("rateLimitExceeded")
                || reason.equals("userRateLimitExceeded")
                || (status == BAD_REQUEST && reason.equals("invalid"));
    }

    private static String advice(int status, String reason) {
        return switch (reason) {
            case "quotaExceeded", "accountDisabled", "billingDisabled" -> "see to the project's quota and billing";
            default ->
                switch (status) {
                    case FORBIDDEN ->
                        "give the service account the role roles/storage.objectAdmin on the bucket, or objectCreator and"
                                + " objectViewer if nothing is to be deleted";
                    case NOT_FOUND -> "create the bucket, or correct its name";
                    default -> "this will not pass by itself";
                };
        };
    }
}
