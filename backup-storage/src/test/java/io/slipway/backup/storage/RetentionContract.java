package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.restic.RepositoryOptions;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.fault.SteppingClock;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a repository promises in a bucket whose server refuses to let retained files go. */
public abstract class RetentionContract {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Retention LOCK = new Retention(Retention.Mode.GOVERNANCE, Duration.ofDays(14));
    private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");

    /** The clock that the server goes by as well. */
    protected final SteppingClock clock = new SteppingClock(BEGIN);

    protected final RepositoryOptions options = TestBackups.OPTIONS.withClock(clock.withZone(ZoneOffset.UTC));

    /** The same bucket whenever it is opened. */
    protected abstract Storage open(Retention retention) throws IOException;

    protected final StoredSnapshot backUp(ResticRepository repository, String name, long seed) throws IOException {
        return TestBackups.backUp(
                repository,
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                Map.of(name, TestBackups.content(seed, 300_000)));
    }

    @Test
    void aPruneSaysWhatHasToStayAndUntilWhenAndALaterOneGoesOn() throws Exception {
        try (Storage storage = open(LOCK);
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            ObjectId old = backUp(repository, "old", 1).id();
            clock.step(DAY);
            StoredSnapshot kept = backUp(repository, "kept", 2);
            clock.step(DAY);
            repository.retain(clock.instant().plus(LOCK.period()), (_, _) -> {});
            Instant until = BEGIN.plus(Duration.ofDays(16));

            assertThatThrownBy(() -> repository.forget(List.of(old)))
                    .isInstanceOf(RetainedFileException.class)
                    .hasMessageContaining("snapshots/" + old)
                    .hasMessageContaining(BEGIN.plus(LOCK.period()).toString());
            assertThat(repository.snapshots()).hasSize(2);

            clock.step(Duration.ofDays(12).plusHours(1));
            repository.forget(List.of(old));
            List<Listed> before = Samples.list(storage, FileType.PACK);
            PruneReport first = repository.prune(PruneOptions.DEFAULT.withGrace(Duration.ZERO), WorkListener.NONE);

            assertThat(first.packsRemoved()).isZero();
            assertThat(first.kept().until()).isEqualTo(until);
            assertThat(first.kept().bytes()).isPositive();
            assertThat(first.notes())
                    .anySatisfy(note -> assertThat(note).contains("data/", "is retained until " + until))
                    .anySatisfy(note -> assertThat(note).contains("can go after " + until));
            assertThat(Samples.list(storage, FileType.PACK)).hasSameElementsAs(before);
            assertWhole(repository, kept);

            clock.step(Duration.ofDays(3));
            PruneReport second = repository.prune(PruneOptions.DEFAULT.withGrace(Duration.ZERO), WorkListener.NONE);
            assertThat(second.packsRemoved()).isPositive();
            assertThat(second.bytesRemoved()).isEqualTo(first.kept().bytes());
            assertThat(second.kept().bytes()).isZero();
            assertWhole(repository, kept);
        }
    }

    private static void assertWhole(ResticRepository repository, StoredSnapshot kept) throws IOException {
        assertThat(repository
                        .check(new DataToRead.Everything(), WorkListener.NONE)
                        .findings())
                .isEmpty();
        try (InputStream in = new TreeBrowser(repository, kept.snapshot().tree()).open("/kept")) {
            assertThat(in.readAllBytes()).isEqualTo(TestBackups.content(2, 300_000));
        }
    }

    @Test
    void locksGoAllTheSame() throws Exception {
        try (Storage storage = open(LOCK);
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            backUp(repository, "one", 1);
            assertThat(Samples.list(storage, FileType.LOCK)).isEmpty();

            StoredFile left = Samples.random(1, 100).saveTo(storage, FileType.LOCK);
            assertThatThrownBy(() -> backUp(repository, "two", 2)).hasMessageContaining(left.path());
            assertThat(repository.removeAllLocks()).isEqualTo(1);
            backUp(repository, "two", 2);
            assertThat(Samples.list(storage, FileType.LOCK)).isEmpty();
        }
    }
}
