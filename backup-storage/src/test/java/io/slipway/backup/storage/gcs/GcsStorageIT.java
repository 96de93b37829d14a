package io.slipway.backup.storage.gcs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.RetentionExtension;
import io.slipway.backup.storage.RetrySettings;
import io.slipway.backup.storage.RetryingStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageContract;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.fault.SteppingClock;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.google.AccessTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** Against a server of our own: the real service was not at hand. */
final class GcsStorageIT extends StorageContract {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final SteppingClock CLOCK = new SteppingClock(NOW);

    private static LocalGcs server;
    private static int buckets;

    @BeforeAll
    static void start() {
        server = new LocalGcs(CLOCK);
        server.mostPerPage(20);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected Storage empty() throws IOException {
        return storage(bucket(Duration.ZERO), null, null);
    }

    private static String bucket(Duration retentionPolicy) {
        String name = "backups-" + ++buckets;
        server.createBucket(name, retentionPolicy);
        return name;
    }

    private static Storage storage(String bucket, @Nullable PackClass packClass, @Nullable Retention retention)
            throws IOException {
        return storage(bucket, AccessTokens.given(LocalGcs.TOKEN), packClass, retention);
    }

    private static Storage storage(
            String bucket, AccessTokens tokens, @Nullable PackClass packClass, @Nullable Retention retention)
            throws IOException {
        return new GcsStorage(new GcsSettings(server.address(), bucket, "a b/ü", tokens, packClass, retention), CLOCK)
                .checked();
    }

    private static GcsObject object(String bucket, StoredFile file) throws GcsRefusal {
        return server.bucket(bucket).get("a b/ü/" + file.path(), Map.of());
    }

    @Test
    void namesObjectsAsResticDoes() throws Exception {
        String bucket = bucket(Duration.ZERO);
        try (Storage storage = storage(bucket, PackClass.COLDLINE, null)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile index = Samples.random(1, 10).saveTo(storage, FileType.INDEX);

            assertThat(object(bucket, pack).storageClass()).isEqualTo("COLDLINE");
            assertThat(object(bucket, index).storageClass()).isEqualTo("STANDARD");
            assertThat(storage.location()).isEqualTo("gs:" + bucket + ":/a b/ü");
        }
    }

    @Test
    void retainsEverythingButLocks() throws Exception {
        String bucket = bucket(Duration.ZERO);
        Retention retention = new Retention(Retention.Mode.COMPLIANCE, Duration.ofDays(30));
        try (Storage storage = storage(bucket, null, retention)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile lock = Samples.random(2, 10).saveTo(storage, FileType.LOCK);
            Instant until = CLOCK.instant().plus(Duration.ofDays(30));

            assertThat(object(bucket, pack).mode()).isEqualTo("Locked");
            assertThat(storage.retainedUntil(pack)).contains(until);
            assertThat(storage.retainedUntil(lock)).isEmpty();
            storage.delete(lock);
            assertRefused(storage, pack);

            storage.retain(pack, until.plus(Duration.ofDays(10)));
            storage.retain(pack, until.plus(Duration.ofDays(5)));
            CLOCK.step(Duration.ofDays(31));
            assertRefused(storage, pack);
            CLOCK.step(Duration.ofDays(10));
            storage.delete(pack);
            assertThat(storage.length(pack)).isEmpty();
        }
    }

    /** An old pack that new snapshots need stays as long as they do. */
    @Test
    void retainsLongerWhatIsStillThere() throws Exception {
        Retention retention = new Retention(Retention.Mode.GOVERNANCE, Duration.ofDays(30));
        try (Storage storage = storage(bucket(Duration.ZERO), null, retention)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            StoredFile lock = Samples.random(2, 10).saveTo(storage, FileType.LOCK);
            CLOCK.step(Duration.ofDays(20));
            StoredFile snapshot = Samples.random(3, 10).saveTo(storage, FileType.SNAPSHOT);
            Instant atLeast = CLOCK.instant().plus(Duration.ofDays(30));

            assertThat(new RetentionExtension(storage).extend(atLeast, (_, _) -> {}))
                    .isEqualTo(1);
            assertThat(storage.retainedUntil(pack)).contains(atLeast);
            assertThat(storage.retainedUntil(snapshot)).contains(atLeast);
            assertThat(storage.retainedUntil(lock)).isEmpty();
            assertThat(new RetentionExtension(storage).extend(atLeast, (_, _) -> {}))
                    .isZero();
        }
    }

    @Test
    void knowsTheRetentionOfTheBucket() throws Exception {
        String bucket = bucket(Duration.ofDays(7));
        try (Storage storage = storage(bucket, null, null)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            assertThat(storage.retainedUntil(pack)).contains(CLOCK.instant().plus(Duration.ofDays(7)));
            assertRefused(storage, pack);
        }
    }

    @Test
    void leavesWhatIsOnHold() throws Exception {
        String bucket = bucket(Duration.ZERO);
        try (Storage storage = storage(bucket, null, null)) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            server.bucket(bucket)
                    .patch("a b/ü/" + pack.path(), GcsClient.JSON.readTree("{\"temporaryHold\":true}"), Map.of());
            assertRefused(storage, pack);
        }
    }

    private static void assertRefused(Storage storage, StoredFile file) throws IOException {
        assertThatIOException()
                .isThrownBy(() -> storage.delete(file))
                .isInstanceOf(RetainedFileException.class)
                .withMessageContaining("retained");
        assertThat(storage.length(file)).isPresent();
    }

    @Test
    void storesNothingThatGotDamagedOnItsWay() throws Exception {
        String bucket = bucket(Duration.ZERO);
        try (Storage storage = storage(bucket, null, null)) {
            StoredFile file = Samples.random(1, 10).as(FileType.PACK);
            assertThatIOException()
                    .isThrownBy(() -> storage.save(file, new Content() {
                        @Override
                        public long length() {
                            return 10;
                        }

                        @Override
                        public InputStream open() {
                            return new ByteArrayInputStream(new byte[10]);
                        }

                        @Override
                        public InputStream openLocally() {
                            return new ByteArrayInputStream(
                                    Samples.random(1, 10).bytes());
                        }
                    }))
                    .isNotInstanceOf(StorageRefusedException.class)
                    .withMessageContaining("answered 400");
            assertThat(server.bucket(bucket).size()).isZero();
        }
    }

    @Test
    void givesNothingThatGotDamagedOnItsWay() throws Exception {
        try (LocalGcs damaging = new LocalGcs(CLOCK)) {
            damaging.createBucket("backups", Duration.ZERO);
            GcsSettings settings =
                    new GcsSettings(damaging.address(), "backups", "", AccessTokens.given(LocalGcs.TOKEN), null, null);
            try (Storage storage = new GcsStorage(settings, CLOCK).checked()) {
                StoredFile file = Samples.random(1, 1000).saveTo(storage, FileType.SNAPSHOT);
                damaging.damageDownloads();
                assertThatIOException()
                        .isThrownBy(() -> storage.read(file))
                        .withMessageContaining("its CRC32C does not fit");
            }
        }
    }

    @Test
    void ridesOutAnOutage() throws Exception {
        RetrySettings soon = new RetrySettings(6, Duration.ofMillis(1), Duration.ofMillis(2));
        try (Storage storage = new RetryingStorage(storage(bucket(Duration.ZERO), null, null), soon)) {
            Samples sample = Samples.random(1, 1000);
            server.unavailable(3);
            StoredFile file = sample.saveTo(storage, FileType.PACK);
            server.unavailable(5);
            assertThat(Samples.part(storage, file, 0, 1000)).isEqualTo(sample.bytes());
        } finally {
            server.unavailable(0);
        }
    }

    @Test
    void saysWhatToDo() throws Exception {
        assertThatIOException()
                .isThrownBy(() -> storage("nobodys", null, null))
                .isInstanceOf(StorageRefusedException.class)
                .withMessageContaining("gs:nobodys:/a b/ü")
                .withMessageContaining("create the bucket");
        String bucket = bucket(Duration.ZERO);
        assertThatIOException()
                .isThrownBy(() -> storage(bucket, AccessTokens.given("wrong"), null, null))
                .withMessageContaining("answered 401")
                .withMessageNotContaining("wrong");
        try (Storage storage = storage(bucket, null, null)) {
            StoredFile missing = Samples.random(1, 10).as(FileType.PACK);
            assertThatIOException()
                    .isThrownBy(() -> storage.retain(missing, NOW))
                    .isInstanceOf(NoSuchFileException.class);
            assertThatIOException()
                    .isThrownBy(() -> storage.retainedUntil(missing))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }
}
