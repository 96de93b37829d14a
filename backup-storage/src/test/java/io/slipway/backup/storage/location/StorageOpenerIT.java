package io.slipway.backup.storage.location;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.gcs.LocalGcs;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.backup.storage.s3.LocalS3;
import io.slipway.backup.storage.sftp.LocalSftp;
import io.slipway.google.MetadataTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From the text that people write to a storage that works. */
@ExtendWith(LocalS3.class)
final class StorageOpenerIT {
    @TempDir
    private Path folder;

    private static void assertWorks(StorageOpener opener, String location, StorageSettings settings)
            throws IOException {
        try (Storage storage = opener.open(StorageLocation.parse(location), settings)) {
            Samples sample = Samples.random(1, 1000);
            StoredFile file = sample.saveTo(storage, FileType.PACK);
            assertThat(storage.read(file)).isEqualTo(sample.bytes());
            assertThat(storage.location()).isEqualTo(location);
        }
    }

    @Test
    void opensAFolder() throws IOException {
        assertWorks(StorageOpener.ofThisProcess(), folder.resolve("repository").toString(), StorageSettings.DEFAULT);
    }

    @Test
    void opensABucketOfS3() throws IOException {
        StorageSettings settings = StorageSettings.DEFAULT.withS3(
                new StorageSettings.S3Access(null, null, null, LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));
        assertWorks(StorageOpener.ofThisProcess(), LocalS3.bucket("crm", false).location(), settings);
    }

    @Test
    void opensABucketOfGoogle() throws IOException {
        try (LocalGcs server = new LocalGcs(InstantSource.system())) {
            server.createBucket("backups", Duration.ZERO);
            StorageSettings settings = StorageSettings.DEFAULT.withGcs(
                    new StorageSettings.GcsAccess(server.address(), MetadataTokens.SERVER, null));
            assertWorks(
                    new StorageOpener(Map.of("GOOGLE_ACCESS_TOKEN", LocalGcs.TOKEN), InstantSource.system()),
                    "gs:backups:/crm",
                    settings);
        }
    }

    @Test
    void opensAFolderOnAnotherHost() throws Exception {
        try (LocalSftp server = new LocalSftp(folder)) {
            StorageSettings settings =
                    StorageSettings.DEFAULT.withSftp(new StorageSettings.SftpAccess(server.knownHosts(), server.key()));
            assertWorks(
                    StorageOpener.ofThisProcess(),
                    "sftp://backup@127.0.0.1:" + server.port() + "//backups/crm",
                    settings);
        }
    }

    @Test
    void refusesARetentionThatAFolderCannotKeep() {
        StorageSettings settings =
                StorageSettings.DEFAULT.withRetention(new Retention(Retention.Mode.COMPLIANCE, Duration.ofDays(30)));
        assertThatThrownBy(() -> StorageOpener.ofThisProcess().open(new StorageLocation.Local(folder), settings))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining("has neither retention");
    }
}
