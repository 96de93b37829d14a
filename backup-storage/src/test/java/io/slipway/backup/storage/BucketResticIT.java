package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.Restic;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.s3.LocalS3;
import io.slipway.backup.storage.s3.S3Bucket;
import io.slipway.backup.storage.s3.S3Settings;
import io.slipway.backup.storage.s3.S3Storage;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The real restic and we read and write the same repository in a bucket. Of S3 only: restic cannot be told to speak to another
 * Google Cloud Storage than Google's.
 */
@ExtendWith(LocalS3.class)
final class BucketResticIT {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00+01:00");
    private static final Map<String, byte[]> FILES = new TreeMap<>(Map.of(
            "a/large", TestBackups.content(1, 1_200_000), "a/b/small", "hello\n".getBytes(), "empty", new byte[0]));

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsRestic() {
        Restic.require();
    }

    @Test
    void inS3() throws IOException {
        S3Bucket bucket = LocalS3.bucket("crm", false);
        Restic restic = new Restic(
                bucket.location(),
                new String(TestBackups.PASSPHRASE),
                Map.of(
                        "AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY,
                        "AWS_DEFAULT_REGION", bucket.region()));
        readAndWriteTheSame(
                restic,
                () -> new S3Storage(new S3Settings(bucket, LocalS3.CREDENTIALS, null, null), InstantSource.system()));
    }

    private interface Opening {
        Storage open() throws IOException;
    }

    private void readAndWriteTheSame(Restic restic, Opening storage) throws IOException {
        try (ResticRepository repository =
                ResticRepository.create(storage.open(), TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
            TestBackups.backUp(repository, TIME, FILES);
        }
        restic.run("check", "--read-data");
        assertThat(restic.run("dump", "latest", "/a/large").output()).isEqualTo(FILES.get("a/large"));

        byte[] content = TestBackups.content(2, 900_000);
        Path file = Files.write(folder.resolve("file"), content);
        restic.run("backup", file.toString());
        try (ResticRepository repository =
                ResticRepository.open(storage.open(), TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
            StoredSnapshot latest = repository.snapshot("latest");
            assertThat(repository.snapshots()).hasSize(2);
            try (InputStream in = new TreeBrowser(repository, latest.snapshot().tree()).open(file.toString())) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
        restic.run("forget", "--keep-last", "1", "--prune", "--group-by", "");
        restic.run("check", "--read-data");
    }
}
