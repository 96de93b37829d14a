package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageContract;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.Retention;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.StorageClass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@ExtendWith(LocalS3.class)
final class S3StorageIT extends StorageContract {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @Override
    protected Storage empty() throws IOException {
        return new S3Storage(
                        new S3Settings(LocalS3.bucket("some/place", false), LocalS3.CREDENTIALS, null, null),
                        InstantSource.system())
                .checked();
    }

    /** A listing has a thousand names. */
    @Override
    protected int filesToList() {
        return 1010;
    }

    /** The server looks first and writes then; S3 itself promises it. */
    @Override
    protected boolean createsAtomically() {
        return false;
    }

    @Test
    void namesObjectsAsResticDoes() throws IOException {
        S3Bucket bucket = LocalS3.bucket("crm", false);
        try (Storage storage = storage(bucket, null, null);
                S3Client client = LocalS3.client(bucket)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile snapshot = Samples.random(2, 10).saveTo(storage, FileType.SNAPSHOT);
            Samples.random(3, 10).saveTo(storage, FileType.CONFIG);

            assertThat(client.listObjectsV2(request -> request.bucket(bucket.bucket()))
                            .contents())
                    .extracting(object -> object.key())
                    .containsExactlyInAnyOrder(
                            "crm/data/" + pack.name().substring(0, 2) + "/" + pack.name(),
                            "crm/snapshots/" + snapshot.name(),
                            "crm/config");
            assertThat(storage.location()).isEqualTo("s3:" + LocalS3.endpoint() + "/" + bucket.bucket() + "/crm");
        }
    }

    @Test
    void passesOverWhatIsNotOfARepository() throws IOException {
        S3Bucket bucket = LocalS3.bucket("", false);
        try (Storage storage = storage(bucket, null, null);
                S3Client client = LocalS3.client(bucket)) {
            client.putObject(
                    request -> request.bucket(bucket.bucket()).key("snapshots/notes.txt"),
                    RequestBody.fromString("hello"));
            assertThat(Samples.list(storage, FileType.SNAPSHOT)).isEmpty();
        }
    }

    @Test
    void putsPacksAloneIntoTheirStorageClass() throws IOException {
        S3Bucket bucket = LocalS3.bucket("", false);
        try (Storage storage = storage(bucket, PackClass.GLACIER_IR, null)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile index = Samples.random(1, 10).saveTo(storage, FileType.INDEX);

            assertThat(head(bucket, pack).storageClass()).isEqualTo(StorageClass.GLACIER_IR);
            assertThat(head(bucket, index).storageClass()).isNotEqualTo(StorageClass.GLACIER_IR);
        }
    }

    @Test
    void asksForTheRetentionOfEverythingButLocks() throws IOException {
        SentRequests sent = new SentRequests();
        try (Storage storage =
                retaining(LocalS3.bucket("", true), Retention.Mode.COMPLIANCE, InstantSource.fixed(NOW), sent)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile lock = Samples.random(2, 10).saveTo(storage, FileType.LOCK);

            assertThat(sent.header(pack.path(), "x-amz-object-lock-mode")).contains("COMPLIANCE");
            assertThat(sent.header(pack.path(), "x-amz-object-lock-retain-until-date"))
                    .contains("2026-12-26T10:00:00Z");
            assertThat(sent.header(pack.path(), "if-none-match")).contains("*");
            assertThat(sent.header(lock.path(), "x-amz-object-lock-mode")).isEmpty();
        }
    }

    @Test
    void saysThatAMissingFileHasNoRetention() throws IOException {
        try (Storage storage = retaining(
                LocalS3.bucket("", true), Retention.Mode.GOVERNANCE, InstantSource.fixed(NOW), new SentRequests())) {
            StoredFile pack = Samples.random(1, 10).as(FileType.PACK);
            assertThatIOException()
                    .isThrownBy(() -> storage.retainedUntil(pack))
                    .isInstanceOf(NoSuchFileException.class);
            assertThatIOException()
                    .isThrownBy(() -> storage.retain(pack, NOW.plusSeconds(60)))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    private static Storage retaining(S3Bucket bucket, Retention.Mode mode, InstantSource clock, SentRequests sent)
            throws IOException {
        S3Settings settings =
                new S3Settings(bucket, LocalS3.CREDENTIALS, null, new Retention(mode, Duration.ofDays(30)));
        S3ClientBuilder client = settings.client();
        client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(sent)
                .build());
        return new S3Storage(settings, clock, client.build()).checked();
    }

    @Test
    void saysWhatToDoAboutABucketThatIsNotThere() {
        S3Bucket missing = new S3Bucket(LocalS3.endpoint(), "us-east-1", "nobodys", "", true);
        assertThatIOException()
                .isThrownBy(() -> storage(missing, null, null))
                .isInstanceOf(StorageRefusedException.class)
                .withMessageContaining("create the bucket nobodys");
    }

    @Test
    void saysWhichServerDoesNotAnswer() {
        S3Bucket bucket = new S3Bucket(URI.create("http://127.0.0.1:1"), "us-east-1", "backups", "", true);
        assertThatIOException()
                .isThrownBy(() -> storage(bucket, null, null))
                .isNotInstanceOf(StorageRefusedException.class)
                .withMessageContaining("s3:http://127.0.0.1:1/backups");
    }

    /** The name says what the content is to be, and the server checks it. */
    @Test
    void storesNothingThatGotDamagedOnItsWay() throws IOException {
        try (Storage storage = storage(LocalS3.bucket("", false), null, null)) {
            StoredFile file = Samples.random(1, 1000).as(FileType.PACK);
            assertThatIOException()
                    .isThrownBy(() -> storage.save(file, Samples.random(2, 1000).content()));
            assertThat(storage.length(file)).isEmpty();
        }
    }

    private static Storage storage(S3Bucket bucket, @Nullable PackClass packClass, @Nullable Retention retention)
            throws IOException {
        return new S3Storage(new S3Settings(bucket, LocalS3.CREDENTIALS, packClass, retention), InstantSource.system())
                .checked();
    }

    private static HeadObjectResponse head(S3Bucket bucket, StoredFile file) {
        try (S3Client client = LocalS3.client(bucket)) {
            return client.headObject(request -> request.bucket(bucket.bucket()).key(file.path()));
        }
    }
}
