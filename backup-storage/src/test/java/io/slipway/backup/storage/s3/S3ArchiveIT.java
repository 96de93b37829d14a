package io.slipway.backup.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.archive.ThawReport;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.ArchiveContract;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.FrozenFileException;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against S3Mock, which keeps classes, behind a server of our own, which knows of thawing. */
@ExtendWith(LocalS3.class)
final class S3ArchiveIT extends ArchiveContract {
    private StrictS3 server;

    @BeforeEach
    void start() {
        server = new StrictS3(LocalS3.endpoint(), clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected String cold() {
        return "GLACIER_IR";
    }

    @Override
    protected Storage open() throws IOException {
        return open(false, null);
    }

    private Storage open(boolean objectLock, @Nullable Retention retention) throws IOException {
        S3Bucket plain = LocalS3.bucket("a b/ü", objectLock);
        S3Bucket bucket = new S3Bucket(server.endpoint(), plain.region(), plain.bucket(), plain.prefix(), true);
        return new S3Storage(new S3Settings(bucket, LocalS3.CREDENTIALS, null, retention), clock).checked();
    }

    @Test
    void aRestoreOfWhatIsFrozenAsksForItAndWorksOnceItIsThawed() throws Exception {
        try (Storage storage = open();
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            StoredSnapshot old = backUp(repository, Map.of("large", content(1), "other", content(2)));
            clock.step(DAY);
            int packs = repository
                    .archive(clock.instant(), "DEEP_ARCHIVE", false, WorkListener.NONE)
                    .packs();
            TreeBrowser browser = new TreeBrowser(repository, old.snapshot().tree());
            assertThat(browser.list("/")).hasSize(2);
            assertThatThrownBy(() -> read(browser, "/large")).isInstanceOf(FrozenFileException.class);

            ThawReport told = repository.thaw(List.of(old), List.of(), false);
            assertThat(told.packs()).isEqualTo(packs);
            assertThat(told.words()).contains("before the storage has thawed them", "up to 12 hours");
            ThawReport asked = repository.thaw(List.of(old), List.of("/large"), true);
            assertThat(asked.packs()).isPositive();
            assertThat(asked.asked()).isEqualTo(asked.packs());
            ThawReport again = repository.thaw(List.of(old), List.of("/large"), true);
            assertThat(again.underway()).isEqualTo(asked.packs());
            assertThat(again.asked()).isZero();
            assertThat(again.words()).contains("come back in 12 hours");

            clock.step(Duration.ofHours(12));
            assertThat(repository.thaw(List.of(old), List.of("/large"), true).isReady())
                    .isTrue();
            assertThat(read(browser, "/large")).isEqualTo(content(1));
        }
    }

    private static byte[] read(TreeBrowser browser, String path) throws IOException {
        try (InputStream in = browser.open(path)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatIsFrozenIsThereAndIsNotRead() throws Exception {
        try (Storage storage = open();
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            StoredSnapshot old = backUp(repository, Map.of("a", content(1), "b", content(2)));
            clock.step(DAY);
            int packs = repository
                    .archive(clock.instant(), "GLACIER", false, WorkListener.NONE)
                    .packs();

            CheckReport report = repository.check(new DataToRead.Everything(), WorkListener.NONE);
            assertThat(report.findings()).isEmpty();
            assertThat(report.frozen().packs()).isEqualTo(packs);
            assertThat(report.packsRead()).isEqualTo(report.packs() - packs);

            StoredSnapshot half = backUp(repository, Map.of("a", content(1)));
            repository.forget(List.of(old.id()));
            repository.prune(
                    io.slipway.backup.repository.prune.PruneOptions.DEFAULT
                            .withGrace(Duration.ZERO)
                            .withMaxUnused(0),
                    WorkListener.NONE);
            assertThat(repository
                            .check(new DataToRead.Everything(), WorkListener.NONE)
                            .findings())
                    .isEmpty();
            assertThat(repository.thaw(List.of(half), List.of(), false).isReady())
                    .isFalse();
        }
    }

    @Test
    void whatIsMovedStaysRetained() throws IOException {
        try (Storage storage = open(true, new Retention(Retention.Mode.COMPLIANCE, DAY.multipliedBy(30)))) {
            StoredFile pack = Samples.random(1, 1000).saveTo(storage, FileType.PACK);
            Instant until = clock.instant().plus(DAY.multipliedBy(30));
            storage.moveTo(pack, "GLACIER_IR");
            storage.moveTo(pack, "GLACIER_IR");

            assertThat(in(storage, "GLACIER_IR")).hasSize(1);
            assertThat(storage.retainedUntil(pack)).contains(until);
            assertThat(storage.read(pack)).isEqualTo(Samples.random(1, 1000).bytes());
        }
    }
}
