package io.slipway.backup.storage.gcs;

import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.archive.ArchiveReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.ArchiveContract;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.google.AccessTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a server of our own: the real service was not at hand. */
final class GcsArchiveIT extends ArchiveContract {
    private final LocalGcs server = new LocalGcs(clock);

    GcsArchiveIT() {
        server.createBucket("backups", Duration.ZERO);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected String cold() {
        return "COLDLINE";
    }

    @Override
    protected Storage open() throws IOException {
        return open(null);
    }

    private Storage open(@Nullable Retention retention) throws IOException {
        return new GcsStorage(
                        new GcsSettings(
                                server.address(),
                                "backups",
                                "a b/ü",
                                AccessTokens.given(LocalGcs.TOKEN),
                                null,
                                retention),
                        clock)
                .checked();
    }

    /** To rewrite is to replace, for which the server has to wait. */
    @Test
    void whatIsRetainedStaysWhereItIsAndTheReportSaysSo() throws Exception {
        try (Storage storage = open(new Retention(Retention.Mode.GOVERNANCE, DAY.multipliedBy(30)));
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            backUp(repository, java.util.Map.of("old", content(1)));
            clock.step(DAY);

            ArchiveReport report = repository.archive(clock.instant(), cold(), false, WorkListener.NONE);
            assertThat(report.packs()).isZero();
            assertThat(report.notes())
                    .isNotEmpty()
                    .allSatisfy(note -> assertThat(note).contains("stays where it is", "is retained until"));

            clock.step(DAY.multipliedBy(30));
            assertThat(repository
                            .archive(clock.instant(), cold(), false, WorkListener.NONE)
                            .packs())
                    .isPositive();
            assertWhole(repository);
        }
    }
}
