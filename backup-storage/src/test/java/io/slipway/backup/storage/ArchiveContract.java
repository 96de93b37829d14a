package io.slipway.backup.storage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.archive.ArchiveReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.restic.RepositoryOptions;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.fault.SteppingClock;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a repository promises of old data in a bucket whose server has classes of storage. */
public abstract class ArchiveContract {
    protected static final Duration DAY = Duration.ofDays(1);
    private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");

    /** The clock that the server goes by as well. */
    protected final SteppingClock clock = new SteppingClock(BEGIN);

    protected final RepositoryOptions options = TestBackups.OPTIONS.withClock(clock.withZone(ZoneOffset.UTC));

    /** A bucket of its own. */
    protected abstract Storage open() throws IOException;

    /** A class that can be read at once. */
    protected abstract String cold();

    protected final StoredSnapshot backUp(ResticRepository repository, Map<String, byte[]> files) throws IOException {
        return TestBackups.backUp(repository, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), files);
    }

    protected static byte[] content(long seed) {
        return TestBackups.content(seed, 600_000);
    }

    protected static Set<Listed> in(Storage storage, String storageClass) throws IOException {
        return Samples.list(storage, FileType.PACK).stream()
                .filter(pack -> storageClass.equals(pack.storageClass()))
                .collect(Collectors.toSet());
    }

    @Test
    void movesWhatOnlyOldSnapshotsNeedAndAllOfItCanStillBeRead() throws Exception {
        try (Storage storage = open();
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            // By itself first, so that it has packs of its own.
            backUp(repository, Map.of("gone", content(1)));
            StoredSnapshot old = backUp(repository, Map.of("gone", content(1), "stays", content(2)));
            int packsOfOld = Samples.list(storage, FileType.PACK).size();
            clock.step(DAY.multipliedBy(91));
            StoredSnapshot young = backUp(repository, Map.of("stays", content(2), "new", content(3)));
            Instant olderThan = clock.instant().minus(DAY.multipliedBy(90));

            ArchiveReport dry = repository.archive(olderThan, cold(), true, WorkListener.NONE);
            assertThat(in(storage, cold())).isEmpty();
            ArchiveReport report = repository.archive(olderThan, cold(), false, WorkListener.NONE);

            assertThat(report.packs()).isEqualTo(dry.packs()).isPositive().isLessThan(packsOfOld);
            Set<Listed> moved = in(storage, cold());
            assertThat(moved).hasSize(report.packs());
            assertThat(moved.stream().mapToLong(Listed::length).sum()).isEqualTo(report.bytes());
            assertThat(report.packsThere()).isEqualTo(report.packs());
            assertWhole(repository);
            for (StoredSnapshot snapshot : List.of(old, young)) {
                try (var in = new TreeBrowser(repository, snapshot.snapshot().tree()).open("/stays")) {
                    assertThat(in.readAllBytes()).isEqualTo(content(2));
                }
            }

            ArchiveReport again = repository.archive(olderThan, cold(), false, WorkListener.NONE);
            assertThat(again.packs()).isZero();
            assertThat(again.bytesThere()).isEqualTo(report.bytes());
        }
    }

    protected static void assertWhole(ResticRepository repository) throws IOException {
        assertThat(repository
                        .check(new DataToRead.Everything(), WorkListener.NONE)
                        .findings())
                .isEmpty();
    }

    @Test
    void refusesAClassThatThereIsNotAndAFileThatIsNotThere() throws Exception {
        try (Storage storage = open()) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            assertThatThrownBy(() -> storage.moveTo(pack, "ATTIC"))
                    .isInstanceOf(StorageRefusedException.class)
                    .hasMessageContaining("no storage class ATTIC");
            assertThatThrownBy(() -> storage.moveTo(Samples.random(2, 10).as(FileType.PACK), cold()))
                    .isInstanceOf(java.nio.file.NoSuchFileException.class);
        }
    }
}
