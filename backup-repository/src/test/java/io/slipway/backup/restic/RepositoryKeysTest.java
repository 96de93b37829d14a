package io.slipway.backup.restic;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.WrongPassphraseException;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.storage.AppendOnlyStorage;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.StorageRefusedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who may open a repository, and what somebody may do who can only add to it. */
class RepositoryKeysTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final ResticRepository repository;

    RepositoryKeysTest() throws IOException {
        repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    private ResticRepository open(String passphrase) throws IOException {
        return ResticRepository.open(storage, passphrase.toCharArray(), TestBackups.OPTIONS);
    }

    @Test
    void takesFurtherPassphrasesAndTakesThemAway() throws IOException {
        ObjectId second = repository.keys().add("second".toCharArray());
        assertThat(open("second").id()).isEqualTo(repository.id());
        assertThat(repository.keys().list())
                .hasSize(2)
                .filteredOn(RepositoryKeys.Key::current)
                .hasSize(1);

        repository.keys().remove(second);
        assertThatThrownBy(() -> open("second")).isInstanceOf(WrongPassphraseException.class);
        assertThat(open(new String(TestBackups.PASSPHRASE)).derivedKey("x")).isEqualTo(repository.derivedKey("x"));
    }

    @Test
    void changesThePassphrase() throws IOException {
        repository.keys().change("new".toCharArray());
        assertThat(open("new").id()).isEqualTo(repository.id());
        assertThatThrownBy(() -> open(new String(TestBackups.PASSPHRASE))).isInstanceOf(WrongPassphraseException.class);
    }

    @Test
    void neverLocksEverybodyOut() throws IOException {
        ObjectId own = repository.keys().list().getFirst().id();
        assertThatThrownBy(() -> repository.keys().remove(own))
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("opened with");
        assertThatThrownBy(() -> repository.keys().add(new char[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void backsUpAndRemovesNothingWhenOpenForAddingOnly() throws IOException {
        ResticRepository adding =
                ResticRepository.open(new AppendOnlyStorage(storage), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
        StoredSnapshot stored = TestBackups.backUp(
                adding, OffsetDateTime.parse("2026-11-26T08:00:00Z"), Map.of("a", TestBackups.content(1, 100_000)));
        assertThat(Samples.list(storage, FileType.LOCK)).isEmpty();

        assertThatThrownBy(() -> adding.forget(List.of(stored.id())))
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("open for adding only");
        repository.forget(List.of(stored.id()));
        int packs = Samples.list(storage, FileType.PACK).size();
        adding.prune(PruneOptions.DEFAULT.withGrace(java.time.Duration.ZERO), WorkListener.NONE);
        assertThat(Samples.list(storage, FileType.PACK)).hasSize(packs);
    }
}
