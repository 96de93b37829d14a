package io.slipway.backup.storage.s3;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.backup.storage.FrozenFileException;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.StorageRefusedException;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;

class S3FailureTest {
    private static final S3Bucket BUCKET = new S3Bucket(null, "eu-central-1", "backups", "crm", false);

    @ParameterizedTest
    @CsvSource({
        "503, SlowDown",
        "500, InternalError",
        "409, OperationAborted",
        "400, RequestTimeout",
        "400, BadDigest",
        "400, ExpiredToken"
    })
    void whatMayPassIsTriedAgain(int status, String code) {
        assertThat(failure(status, code, ""))
                .isNotInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("answered " + status + " " + code);
    }

    @ParameterizedTest
    @CsvSource({"403, AccessDenied", "403, InvalidAccessKeyId", "404, NoSuchBucket", "507, XMinioStorageFull"})
    void whatWillNotIsRefusedWithWhatToDo(int status, String code) {
        assertThat(failure(status, code, ""))
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("; ");
    }

    @Test
    void whatNobodyMayDoIsToldFromWhatTheCredentialsMayNot() {
        assertThat(failure(403, "AccessDenied", "Access Denied because object protected by object lock."))
                .isInstanceOf(RetainedFileException.class)
                .message()
                .doesNotContain("credentials");
        assertThat(failure(403, "AccessDenied", "Access Denied"))
                .isNotInstanceOf(RetainedFileException.class)
                .hasMessageContaining("s3:ListBucket");
        assertThat(failure(403, "InvalidObjectState", "")).isInstanceOf(FrozenFileException.class);
    }

    private static IOException failure(int status, String code, String message) {
        S3Exception answer = (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
        return S3Failure.of(BUCKET, "writing config", answer);
    }
}
