package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.FrozenFileException;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.StorageRefusedException;

import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a failed request means: whether it may pass, and what to do about it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3's error codes</a>
 */
final class S3Failure {
    static final int NOT_FOUND = 404;
    static final int PRECONDITION_FAILED = 412;
    static final int RANGE_NOT_SATISFIABLE = 416;
    static final int NOT_IMPLEMENTED = 501;
    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVERS_FAULT = 500;
    private static final int FULL = 507;

    private S3Failure() {}

    /** @param what such as {@code writing data/4f/4fa1…} */
    static IOException of(S3Bucket bucket, String what, SdkException failure) {
        String tried = what + " in " + bucket.location();
        return switch (failure) {
            case AbortedException aborted -> interrupted(tried, aborted);
            case S3Exception answer -> answered(tried, bucket, answer);
            default -> unanswered(tried, failure);
        };
    }

    private static IOException answered(String tried, S3Bucket bucket, S3Exception answer) {
        String code = code(answer);
        String failed = tried + " failed: the server answered " + answer.statusCode() + " " + code;
        if (isLocked(code, answer)) {
            return new RetainedFileException(failed + "; it is retained or on hold, and was left as it is", null);
        }
        if (code.equals("InvalidObjectState")) {
            return new FrozenFileException(
                    failed
                            + "; it is in a storage class that has to be thawed before it is read: a restore of what needs"
                            + " it asks for that",
                    answer);
        }
        @Nullable String advice = advice(code, bucket);
        if (advice != null) {
            // The next request of a role is signed with its next token.
            return code.equals("ExpiredToken")
                    ? new IOException(failed + "; " + advice, answer)
                    : new StorageRefusedException(failed + "; " + advice, answer);
        }
        return mayPass(answer.statusCode(), code)
                ? new IOException(failed, answer)
                : new StorageRefusedException(
                        failed + " " + answer.awsErrorDetails().errorMessage(), answer);
    }

    /** An object or a bucket that has none, or an object that is not there. */
    static boolean isWithoutLock(S3Exception answer) {
        return switch (code(answer)) {
            case "NoSuchBucket" -> false;
            // What Amazon says of a bucket that has no Object Lock.
            case "InvalidRequest" ->
                String.valueOf(answer.awsErrorDetails().errorMessage()).contains("Object Lock");
            default -> answer.statusCode() == NOT_FOUND;
        };
    }

    /** The server has one code for what the credentials may not do and for what nobody may; only its words tell them apart. */
    private static boolean isLocked(String code, S3Exception answer) {
        return code.equals("AccessDenied")
                && String.valueOf(answer.awsErrorDetails().errorMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains("object lock");
    }

    static String code(S3Exception answer) {
        return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                ? ""
                : answer.awsErrorDetails().errorCode();
    }

    private static @Nullable String advice(String code, S3Bucket bucket) {
        return switch (code) {
            case "NoSuchBucket" ->
                "create the bucket " + bucket.bucket()
                        + ", with Object Lock if files are to be retained, or correct its name";
            case "AccessDenied", "AllAccessDisabled" ->
                "the credentials need s3:ListBucket on the bucket and s3:GetObject, s3:PutObject and s3:DeleteObject in it;"
                        + " with a retention also s3:PutObjectRetention and s3:GetObjectRetention";
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken" ->
                "the credentials are wrong or over: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile";
            case "RequestTimeTooSkewed" -> "the clock of this host is wrong by more than a quarter of an hour: set it";
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException" ->
                "the bucket is in another region than " + bucket.region()
                        + ": set AWS_REGION or the region in the settings";
            case "ObjectLockConfigurationNotFoundError", "InvalidRequest" ->
                "if a retention is set, the bucket needs Object Lock";
            case "QuotaExceeded", "EntityTooLarge", "XMinioStorageFull" -> "there is no room: make some, or prune";
            default -> null;
        };
    }

    /** A checksum that does not fit is damage on the way. */
    private static boolean mayPass(int status, String code) {
        return switch (code) {
            case "BadDigest", "XAmzContentChecksumMismatch", "IncompleteBody", "RequestTimeout", "InvalidDigest" ->
                true;
            default ->
                status != FULL
                        && status != NOT_IMPLEMENTED
                        && (status >= SERVERS_FAULT || status == TIMEOUT || status == CONFLICT || status == TOO_MANY);
        };
    }

    private static IOException unanswered(String tried, SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(tried, failure);
        }
        if (message.startsWith("Unable to load credentials")) {
            return new StorageRefusedException(
                    tried
                            + " needs credentials, and none were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a"
                            + " profile in ~/.aws, or run as a role",
                    failure);
        }
        return new IOException(tried + " failed: " + message, failure);
    }

    private static InterruptedIOException interrupted(String tried, Throwable failure) {
        Thread.currentThread().interrupt();
        InterruptedIOException end = new InterruptedIOException(tried + " was cancelled");
        end.initCause(failure);
        return end;
    }
}
