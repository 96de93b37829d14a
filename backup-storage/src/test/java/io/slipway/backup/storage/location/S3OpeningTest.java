package io.slipway.backup.storage.location;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.backup.storage.s3.S3Bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class S3OpeningTest {
    private static S3Bucket bucket(String location, StorageSettings settings, Map<String, String> environment) {
        return new S3Opening((StorageLocation.S3) StorageLocation.parse(location), settings, environment)
                .opened()
                .bucket();
    }

    @Test
    void knowsAmazonsServersAndTheirRegions() {
        assertThat(bucket("s3:s3.eu-central-1.amazonaws.com/backups/crm", StorageSettings.DEFAULT, Map.of()))
                .isEqualTo(new S3Bucket(null, "eu-central-1", "backups", "crm", false));
        assertThat(bucket("s3:s3.amazonaws.com/back.ups", StorageSettings.DEFAULT, Map.of("AWS_REGION", "eu-west-1")))
                .isEqualTo(new S3Bucket(null, "eu-west-1", "back.ups", "", true));
    }

    @Test
    void speaksToOtherServersByPath() {
        assertThat(bucket("s3:https://minio.example/backups", StorageSettings.DEFAULT, Map.of()))
                .isEqualTo(new S3Bucket(URI.create("https://minio.example"), "us-east-1", "backups", "", true));
        StorageSettings settings =
                StorageSettings.DEFAULT.withS3(new StorageSettings.S3Access("local", false, null, null, null));
        assertThat(bucket("s3:https://minio.example/backups", settings, Map.of("AWS_DEFAULT_REGION", "eu-west-1")))
                .isEqualTo(new S3Bucket(URI.create("https://minio.example"), "local", "backups", "", false));
    }

    @Test
    void refusesStorageClassesThatCannotBeReadAtOnce() {
        StorageSettings settings = StorageSettings.DEFAULT.withPackClass("DEEP_ARCHIVE");
        assertThatThrownBy(() -> bucket("s3:https://minio.example/backups", settings, Map.of()))
                .hasMessageContaining("GLACIER_IR");
    }
}
