package io.slipway.backup.restic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.RepositoryLockedException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.fault.SteppingClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PruneTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final MemoryStorage storage = new MemoryStorage();
    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-26T08:00:00Z"));
    private final RepositoryOptions options = TestBackups.OPTIONS.withClock(clock.withZone(ZoneOffset.UTC));
    private final ResticRepository repository;

    PruneTest() throws IOException {
        repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options);
    }

    private StoredSnapshot backUp(Map<String, byte[]> files) throws IOException {
        return TestBackups.backUp(repository, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), files);
    }

    private PruneReport prune(PruneOptions how) throws IOException {
        return repository.prune(how, WorkListener.NONE);
    }

    private long packBytes() throws IOException {
        return Samples.list(storage, FileType.PACK).stream()
                .mapToLong(Listed::length)
                .sum();
    }

    private void assertWhole() throws IOException {
        assertThat(repository
                        .check(new DataToRead.Everything(), WorkListener.NONE)
                        .findings())
                .isEmpty();
    }

    @Test
    void removesNothingThatIsNeeded() throws IOException {
        backUp(Map.of("a", TestBackups.content(1, 500_000)));
        backUp(Map.of("a", TestBackups.content(1, 500_000), "b", TestBackups.content(2, 300_000)));
        long before = packBytes();

        PruneReport report = prune(PruneOptions.DEFAULT);
        assertThat(report.packsMarked()).isZero();
        assertThat(report.packsRepacked()).isZero();
        assertThat(packBytes()).isEqualTo(before);
        assertWhole();
    }

    @Test
    void marksFirstAndRemovesAfterTheGraceTime() throws IOException {
        StoredSnapshot old = backUp(Map.of("a", TestBackups.content(1, 800_000)));
        StoredSnapshot kept = backUp(Map.of("b", TestBackups.content(2, 800_000)));
        long before = packBytes();
        repository.forget(List.of(old.id()));

        PruneReport marked = prune(PruneOptions.DEFAULT);
        assertThat(marked.packsMarked()).isPositive();
        assertThat(marked.bytesRemoved()).isZero();
        assertThat(marked.bytesWaiting()).isPositive();
        assertWhole();
        clock.step(DAY.minusMinutes(1));
        assertThat(prune(PruneOptions.DEFAULT).packsRemoved()).isZero();

        clock.step(DAY);
        PruneReport removed = prune(PruneOptions.DEFAULT);
        assertThat(removed.bytesRemoved()).isEqualTo(marked.bytesWaiting());
        assertThat(removed.bytesWaiting()).isZero();
        assertThat(packBytes()).isLessThan(before * 6 / 10);
        assertWhole();
        assertThat(repository.snapshots()).containsExactly(kept);
        assertThat(prune(PruneOptions.DEFAULT).packsMarked()).isZero();
    }

    @Test
    void writesAnewWhatIsPartlyNeeded() throws IOException {
        StoredSnapshot old = backUp(Map.of("a", TestBackups.content(1, 150_000), "b", TestBackups.content(2, 80_000)));
        backUp(Map.of("b", TestBackups.content(2, 80_000)));
        repository.forget(List.of(old.id()));

        assertThat(prune(PruneOptions.DEFAULT.withMaxUnused(1)).packsRepacked()).isZero();
        assertThat(prune(PruneOptions.DEFAULT.withMaxUnused(0).withMaxRepackBytes(0))
                        .packsRepacked())
                .isZero();
        PruneReport report = prune(PruneOptions.DEFAULT.withMaxUnused(0));
        assertThat(report.packsRepacked()).isPositive();
        assertThat(report.unusedBytes()).isZero();
        assertWhole();
        clock.step(DAY.plusHours(1));
        prune(PruneOptions.DEFAULT);
        assertThat(packBytes()).isBetween(report.usedBytes(), report.usedBytes() + 3000);
        assertWhole();
    }

    @Test
    void removesAtOnceWhenNobodyElseIsThere() throws IOException {
        StoredSnapshot old = backUp(Map.of("a", TestBackups.content(1, 500_000)));
        repository.forget(List.of(old.id()));
        PruneOptions atOnce = PruneOptions.DEFAULT.withGrace(Duration.ZERO);
        try (Upload upload = repository.upload()) {
            assertThatThrownBy(() -> prune(atOnce)).isInstanceOf(RepositoryLockedException.class);
            assertThat(upload.figures().dataBlobs()).isZero();
        }
        assertThat(prune(atOnce).bytesRemoved()).isPositive();
        assertThat(packBytes()).isZero();
        assertWhole();
    }

    @Test
    void onlySaysWhatItWouldDo() throws IOException {
        StoredSnapshot old = backUp(Map.of("a", TestBackups.content(1, 500_000)));
        repository.forget(List.of(old.id()));
        List<Listed> indexes = Samples.list(storage, FileType.INDEX);

        assertThat(prune(PruneOptions.DEFAULT.asDryRun()).packsMarked()).isPositive();
        assertThat(Samples.list(storage, FileType.INDEX)).isEqualTo(indexes);
    }

    @Test
    void keepsWhatARunningBackupReliesOn() throws IOException {
        byte[] content = TestBackups.content(1, 500_000);
        StoredSnapshot old = backUp(Map.of("a", content));
        try (Upload upload = repository.upload()) {
            var tree = TestBackups.save(upload, Map.of("a", content, "b", TestBackups.content(3, 1000)));
            ResticRepository other = ResticRepository.open(storage, TestBackups.PASSPHRASE, options);
            other.forget(List.of(old.id()));
            assertThat(other.prune(PruneOptions.DEFAULT, WorkListener.NONE).packsMarked())
                    .isPositive();
            clock.step(Duration.ofMinutes(15));
            PruneReport second = other.prune(PruneOptions.DEFAULT.withGrace(Duration.ofMinutes(5)), WorkListener.NONE);
            assertThat(second.packsRemoved()).isZero();
            assertThat(second.notes()).anySatisfy(note -> assertThat(note).contains("stays for now"));

            upload.finish(TestBackups.snapshot(tree, OffsetDateTime.parse("2026-11-26T08:00:00Z"), List.of()));
        }
        assertWhole();
        clock.step(DAY.multipliedBy(2));
        PruneReport report = prune(PruneOptions.DEFAULT);
        assertThat(report.packsUnmarked()).isZero();
        assertWhole();
    }

    @Test
    void removesNothingFromADamagedRepository() throws IOException {
        StoredSnapshot old = backUp(Map.of("a", TestBackups.content(1, 500_000)));
        backUp(Map.of("b", TestBackups.content(2, 500_000)));
        repository.forget(List.of(old.id()));
        List<Listed> indexes = Samples.list(storage, FileType.INDEX);
        for (Listed index : indexes) {
            byte[] bytes = storage.read(index.file());
            bytes[40] ^= 1;
            storage.replace(index.file(), bytes);
        }
        long before = packBytes();
        assertThatThrownBy(() -> prune(PruneOptions.DEFAULT.withGrace(Duration.ZERO)))
                .isInstanceOf(DamagedException.class);
        assertThat(packBytes()).isEqualTo(before);
    }
}
