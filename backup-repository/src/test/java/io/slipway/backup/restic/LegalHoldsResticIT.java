package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.StorageRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The real restic sees our holds, and we see its. */
class LegalHoldsResticIT {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00Z");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsRestic() {
        Restic.require();
    }

    @Test
    void resticKeepsWhatIsHeldAndWeKeepWhatItHolds() throws IOException {
        Path root = folder.resolve("repository");
        Restic restic = new Restic(root, new String(TestBackups.PASSPHRASE));
        try (ResticRepository repository =
                ResticRepository.create(new LocalStorage(root), TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
            StoredSnapshot first = backUp(repository, 1);
            StoredSnapshot second = backUp(repository, 2);
            StoredSnapshot third = backUp(repository, 3);
            StoredSnapshot held = repository.holds().place(first, "alice");

            assertThat(restic.run("snapshots", "--tag", "legal-hold", "--json").text())
                    .contains(held.id().toString(), "\"original\":\"" + first.id() + "\"")
                    .doesNotContain(second.id().toString());
            restic.run("forget", "--group-by", "paths", "--keep-tag", "legal-hold", "--keep-last", "1");
            assertThat(repository.snapshots()).containsExactly(held, third);
            assertThat(restic.run("dump", held.id().toString(), "/file").output())
                    .isEqualTo(TestBackups.content(1, 50_000));

            restic.run("tag", "--add", "legal-hold", third.id().toString());
            assertThatThrownBy(() -> repository.forget(List.of(third.id())))
                    .isInstanceOf(StorageRefusedException.class)
                    .hasMessageContaining("legal hold");

            repository.holds().release(held);
            restic.run("forget", "--group-by", "paths", "--keep-tag", "legal-hold", "--prune");
            assertThat(repository.snapshots())
                    .singleElement()
                    .satisfies(left -> assertThat(left.first()).isEqualTo(third.id()));
            restic.run("check", "--read-data");
        }
    }

    private static StoredSnapshot backUp(ResticRepository repository, int minute) throws IOException {
        return TestBackups.backUp(
                repository, TIME.plusMinutes(minute), Map.of("file", TestBackups.content(minute, 50_000)));
    }
}
