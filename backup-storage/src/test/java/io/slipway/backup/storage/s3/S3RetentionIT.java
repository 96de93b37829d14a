package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.RetentionContract;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.Retention;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Object Lock in a bucket with versions, enforced by a server of our own in front of S3Mock. */
@ExtendWith(LocalS3.class)
final class S3RetentionIT extends RetentionContract {
    private static final Retention MONTH = new Retention(Retention.Mode.COMPLIANCE, Duration.ofDays(30));

    private StrictS3 server;
    private S3Bucket bucket;

    @BeforeEach
    void start() {
        server = new StrictS3(LocalS3.endpoint(), clock);
        S3Bucket plain = LocalS3.bucket("crm", true);
        bucket = new S3Bucket(server.endpoint(), plain.region(), plain.bucket(), plain.prefix(), true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Storage open(@Nullable Retention retention) throws IOException {
        return new S3Storage(new S3Settings(bucket, LocalS3.CREDENTIALS, null, retention), clock).checked();
    }

    @Test
    void retainsEverythingButLocksUntilItIsOver() throws IOException {
        try (Storage storage = open(MONTH)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile lock = Samples.random(2, 10).saveTo(storage, FileType.LOCK);
            Instant until = clock.instant().plus(MONTH.period());
            assertThat(storage.retainedUntil(pack)).contains(until);
            assertThat(storage.retainedUntil(lock)).isEmpty();
            storage.delete(lock);
            assertRetained(storage, pack, until);

            Instant later = until.plus(Duration.ofDays(10));
            storage.retain(pack, later);
            storage.retain(pack, until);
            assertRetained(storage, pack, later);

            clock.step(Duration.ofDays(41));
            storage.delete(pack);
            storage.delete(pack);
            assertThat(storage.length(pack)).isEmpty();
        }
    }

    /** Where the policy has no retention any more, or only the bucket has one. */
    @Test
    void leavesWhatSomebodyElseRetains() throws IOException {
        StoredFile pack;
        try (Storage storage = open(MONTH)) {
            pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
        }
        try (Storage storage = open(null)) {
            Instant until = clock.instant().plus(MONTH.period());
            assertThat(storage.retainedUntil(pack)).contains(until);
            assertRetained(storage, pack, until);
        }
    }

    private static void assertRetained(Storage storage, StoredFile file, Instant until) throws IOException {
        assertThatThrownBy(() -> storage.delete(file))
                .isInstanceOfSatisfying(
                        RetainedFileException.class,
                        refusal -> assertThat(refusal.until()).contains(until))
                .hasMessageContaining(file.path() + " in " + storage.location() + " is retained until " + until);
        assertThat(storage.length(file)).isPresent();
    }

    /** With nothing but the credentials, past all that we refuse by ourselves. */
    @Test
    void whoStealsTheCredentialsHidesAndDestroysNothing() throws IOException {
        try (Storage storage = open(MONTH);
                S3Client thief = LocalS3.client(bucket)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            String key = "crm/" + pack.path();
            String version = thief.headObject(
                            request -> request.bucket(bucket.bucket()).key(key))
                    .versionId();

            assertLocked(() -> thief.deleteObject(request ->
                    request.bucket(bucket.bucket()).key(key).versionId(version).bypassGovernanceRetention(true)));
            assertLocked(() -> thief.putObjectRetention(request -> request.bucket(bucket.bucket())
                    .key(key)
                    .retention(wanted -> wanted.mode(ObjectLockRetentionMode.COMPLIANCE)
                            .retainUntilDate(clock.instant().plusSeconds(60)))));

            thief.deleteObject(request -> request.bucket(bucket.bucket()).key(key));
            assertThat(storage.length(pack)).isEmpty();
            for (DeleteMarkerEntry marker : markers(thief)) {
                thief.deleteObject(
                        request -> request.bucket(bucket.bucket()).key(key).versionId(marker.versionId()));
            }
            assertThat(storage.read(pack)).isEqualTo(Samples.random(1, 10).bytes());
        }
    }

    private List<DeleteMarkerEntry> markers(S3Client client) {
        ListObjectVersionsResponse versions = client.listObjectVersions(request -> request.bucket(bucket.bucket()));
        assertThat(versions.deleteMarkers()).isNotEmpty();
        return versions.deleteMarkers();
    }

    private static void assertLocked(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(403))
                .hasMessageContaining("object lock");
    }
}
