package io.slipway.backup.restic;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.repository.repair.RepairReport;
import io.slipway.backup.repository.repair.Repaired;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepairTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00Z");
    private static final Map<String, byte[]> FILES = Map.of(
            "a/one", TestBackups.content(1, 200_000), "b/two", TestBackups.content(2, 90_000), "c", new byte[10]);

    private MemoryStorage storage = new MemoryStorage();
    private ResticRepository repository = create();
    private StoredSnapshot snapshot = backUp();

    private ResticRepository create() {
        try {
            return ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private StoredSnapshot backUp() {
        try {
            return TestBackups.backUp(repository, TIME, FILES);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ResticRepository openForRepair() throws IOException {
        return ResticRepository.openForRepair(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    private void assertWhole() throws IOException {
        assertThat(openForRepair()
                        .check(new DataToRead.Everything(), WorkListener.NONE)
                        .findings())
                .filteredOn(Finding::isDamage)
                .isEmpty();
    }

    private void flip(Listed listed, int at) throws IOException {
        byte[] bytes = storage.read(listed.file());
        bytes[at] ^= 1;
        storage.replace(listed.file(), bytes);
    }

    @Test
    void findsNothingToDoInAWholeRepository() throws IOException {
        RepairReport report = repository.repair(true, WorkListener.NONE);
        assertThat(report.lost()).isEmpty();
        assertThat(report.rewritten()).isEmpty();
        assertThat(report.packsDamaged()).isZero();
        assertThat(repository.snapshots()).containsExactly(snapshot);
        assertWhole();
    }

    @Test
    void makesALostAndADamagedIndexAnew() throws IOException {
        Listed index = Samples.list(storage, FileType.INDEX).getFirst();
        flip(index, 50);
        assertThatThrownBy(() -> ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining(index.file().path());
        assertThat(openForRepair().repair(false, WorkListener.NONE).lost()).isEmpty();
        assertWhole();

        Samples.list(storage, FileType.INDEX).forEach(listed -> storage.delete(listed.file()));
        assertThat(openForRepair().repair(false, WorkListener.NONE).lost()).isEmpty();
        assertWhole();
        assertThat(openForRepair().snapshots()).containsExactly(snapshot);
    }

    @Test
    void rewritesWhatLostAPackAndSaysWhatIsLost() throws IOException {
        byte[] first = Arrays.copyOf(FILES.get("a/one"), 40_000);
        for (Listed pack : Samples.list(storage, FileType.PACK)) {
            byte[] bytes = storage.read(pack.file());
            storage.delete(pack.file());
            if (openForRepair().check(new DataToRead.Nothing(), WorkListener.NONE).findings().stream()
                    .anyMatch(finding -> finding.kind() == Finding.Kind.TREE_DAMAGED)) {
                storage.replace(pack.file(), bytes);
            }
        }
        assertThatThrownBy(() -> openForRepair().load(BlobType.DATA, ObjectId.hash(first)))
                .isInstanceOf(DamagedException.class);

        RepairReport report = openForRepair().repair(false, WorkListener.NONE);

        assertThat(report.lost())
                .anySatisfy(lost -> assertThat(lost)
                        .isEqualTo("snapshot " + snapshot.id().brief()
                                + " /a/one: 5 of 5 pieces, 200000 of 200000 bytes"));
        assertThat(openForRepair().snapshots()).singleElement().satisfies(now -> {
            assertThat(now.snapshot().original()).isEqualTo(snapshot.id());
            assertThat(now.snapshot().tags()).contains(Repaired.TAG);
            assertThat(Repaired.losses(now.snapshot()))
                    .as("it says itself what is lost")
                    .containsExactlyElementsOf(report.lost());
        });
        assertWhole();
    }

    /** One flipped bit loses one blob at most: everything else is there afterwards, and the repository is whole. */
    @Property(tries = 40)
    void savesWhatIsWholeInADamagedPack(@ForAll long seed) throws IOException {
        storage = new MemoryStorage();
        repository = create();
        snapshot = backUp();
        Random random = new Random(seed);
        List<Listed> packs = Samples.list(storage, FileType.PACK);
        Listed pack = packs.get(random.nextInt(packs.size()));
        flip(pack, random.nextInt((int) pack.length()));

        RepairReport report = openForRepair().repair(true, WorkListener.NONE);

        assertThat(report.packsDamaged()).isEqualTo(1);
        assertThat(report.lost()).hasSizeLessThanOrEqualTo(1);
        assertWhole();
        assertThat(openForRepair().snapshots()).hasSize(1);
    }

    @Test
    void keepsTheOriginalOfASnapshotThatSomebodyElseHolds() throws IOException {
        for (Listed pack : Samples.list(storage, FileType.PACK)) {
            flip(pack, 100);
        }
        RepairReport report = openForRepair().repair(true, Set.of(snapshot.id()), "run-1", WorkListener.NONE);
        assertThat(report.rewritten()).isNotEmpty();
        assertThat(openForRepair().snapshots())
                .extracting(StoredSnapshot::id)
                .contains(snapshot.id(), report.rewritten().getFirst().now().id());
    }

    @Test
    void keepsTheOriginalOfASnapshotOnHold() throws IOException {
        StoredSnapshot held = repository.holds().place(snapshot, "alice");
        for (Listed pack : Samples.list(storage, FileType.PACK)) {
            flip(pack, 100);
        }
        openForRepair().repair(true, WorkListener.NONE);
        assertThat(openForRepair().snapshots()).extracting(StoredSnapshot::id).contains(held.id());
    }
}
