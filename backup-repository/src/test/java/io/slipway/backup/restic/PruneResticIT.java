package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.storage.LocalStorage;

import static org.assertj.core.api.Assertions.assertThat;

/** Our marks (packs_to_delete) before restic's check and prune, and what restic has pruned before ours. */
class PruneResticIT {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00Z");
    private static final byte[] ONE = TestBackups.content(1, 900_000);
    private static final byte[] TWO = TestBackups.content(2, 900_000);

    @TempDir
    private Path folder;

    private Restic restic;

    @BeforeAll
    static void needsRestic() {
        Restic.require();
    }

    @BeforeEach
    void create() throws IOException {
        restic = new Restic(folder.resolve("repository"), new String(TestBackups.PASSPHRASE));
        ResticRepository.create(storage(), TestBackups.PASSPHRASE, TestBackups.OPTIONS)
                .close();
    }

    @Test
    void resticAcceptsOurMarksAndPrunesThem() throws IOException {
        try (ResticRepository repository = open()) {
            StoredSnapshot old = TestBackups.backUp(repository, TIME, Map.of("one", ONE, "two", TWO));
            TestBackups.backUp(repository, TIME.plusDays(1), Map.of("two", TWO));
            repository.forget(List.of(old.id()));
            assertThat(prune(repository, PruneOptions.DEFAULT.withMaxUnused(0)).packsMarked())
                    .isPositive();
        }
        long before = packBytes();

        restic.run("check", "--read-data");
        restic.run("prune");
        restic.run("check", "--read-data");

        assertThat(packBytes()).isLessThan(before * 7 / 10);
        assertThat(restic.run("dump", "latest", "/two").output()).isEqualTo(TWO);
        try (ResticRepository repository = open()) {
            assertWhole(repository);
            PruneReport report = prune(repository, PruneOptions.DEFAULT);
            assertThat(report.packsMarked()).isZero();
            assertThat(report.bytesWaiting()).isZero();
            // What restic has removed is uploaded again, and not taken for present.
            TestBackups.backUp(repository, TIME.plusDays(2), Map.of("one", ONE, "two", TWO));
            assertWhole(repository);
        }
        assertThat(restic.run("dump", "latest", "/one").output()).isEqualTo(ONE);
        restic.run("check", "--read-data");
    }

    @Test
    void weCheckAndPruneWhatResticHasPruned() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.write(source.resolve("one"), ONE);
        Files.write(source.resolve("two"), TWO);
        restic.run("backup", "--host", "here", source.toString());
        Files.delete(source.resolve("one"));
        restic.run("backup", "--host", "here", source.toString());
        restic.run("forget", "--keep-last", "1", "--prune", "--max-unused", "0");

        try (ResticRepository repository = open()) {
            assertWhole(repository);
            StoredSnapshot theirs = repository.snapshot("latest");
            TestBackups.backUp(repository, TIME.plusYears(5), Map.of("three", ONE));
            repository.forget(List.of(theirs.id()));
            PruneReport report =
                    prune(repository, PruneOptions.DEFAULT.withMaxUnused(0).withGrace(Duration.ZERO));
            assertThat(report.bytesRemoved()).isGreaterThan(400_000);
            assertWhole(repository);
        }

        restic.run("check", "--read-data");
        assertThat(restic.run("dump", "latest", "/three").output()).isEqualTo(ONE);
        restic.run("prune");
        restic.run("check", "--read-data");
    }

    private static PruneReport prune(ResticRepository repository, PruneOptions options) throws IOException {
        return repository.prune(options, WorkListener.NONE);
    }

    private static void assertWhole(ResticRepository repository) throws IOException {
        assertThat(repository
                        .check(new DataToRead.Everything(), WorkListener.NONE)
                        .findings())
                .isEmpty();
    }

    private long packBytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("repository/data"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private LocalStorage storage() throws IOException {
        return new LocalStorage(folder.resolve("repository"));
    }

    private ResticRepository open() throws IOException {
        return ResticRepository.open(storage(), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }
}
