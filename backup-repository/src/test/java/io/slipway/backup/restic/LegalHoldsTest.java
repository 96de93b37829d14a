package io.slipway.backup.restic;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.backup.hold.HoldTags;
import io.slipway.backup.hold.Twins;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.retention.Retention;
import io.slipway.backup.storage.AppendOnlyStorage;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A hold is in the repository: everybody who forgets sees it, and no death at any moment loses the snapshot. */
class LegalHoldsTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00Z");

    private final MemoryStorage storage = new MemoryStorage();
    private final ResticRepository repository = create();
    private final StoredSnapshot taken = backUp(1);

    private ResticRepository create() {
        try {
            return ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private StoredSnapshot backUp(int minute) {
        try {
            return TestBackups.backUp(
                    repository, TIME.plusMinutes(minute), Map.of("file", TestBackups.content(minute, 90_000)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ResticRepository open(Storage storage) throws IOException {
        return ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    @Test
    void aHeldSnapshotHasTheTagAndIsFoundByBothItsNames() throws IOException {
        StoredSnapshot held = repository.holds().place(taken, "alice");

        assertThat(repository.snapshots()).containsExactly(held);
        assertThat(held.snapshot().tags()).containsExactly("kind=files", "legal-hold", "legal-hold=alice");
        assertThat(held.first()).isEqualTo(taken.id());
        assertThat(held.snapshot().tree()).isEqualTo(taken.snapshot().tree());
        assertThat(repository.snapshot(taken.id().toString())).isEqualTo(held);
        assertThat(repository.snapshot(taken.id().brief())).isEqualTo(held);
        assertThat(repository.snapshot(held.id().brief())).isEqualTo(held);
        assertThat(repository.holds().place(held, "bob")).as("placed once").isEqualTo(held);
    }

    @Test
    void nobodyForgetsItUnderEitherOfItsNamesAndNothingElseGoesWithIt() throws IOException {
        StoredSnapshot other = backUp(2);
        StoredSnapshot held = repository.holds().place(taken, "alice");

        for (ObjectId name : List.of(held.id(), taken.id())) {
            assertThatThrownBy(() -> repository.forget(List.of(other.id(), name)))
                    .isInstanceOf(StorageRefusedException.class)
                    .hasMessageContaining(held.id().brief())
                    .hasMessageContaining("legal hold, placed by alice");
        }
        assertThat(repository.snapshots()).containsExactly(held, other);
    }

    @Test
    void aReleasedSnapshotIsAsItWas() throws IOException {
        StoredSnapshot held = repository.holds().place(taken, "alice");

        StoredSnapshot released = repository.holds().release(held);

        assertThat(released.snapshot()).isEqualTo(taken.snapshot().withOriginal(taken.id()));
        assertThat(repository.snapshots()).containsExactly(released);
        assertThat(repository.holds().release(released)).isEqualTo(released);
        repository.forget(List.of(released.id()));
        assertThat(repository.snapshots()).isEmpty();
    }

    @Test
    void aHoldThatResticPlacedIsOneToo() throws IOException {
        StoredSnapshot held;
        try (var upload = repository.upload()) {
            held = upload.finish(taken.snapshot().withTags(List.of("legal-hold")));
        }

        assertThat(repository.holds().place(held, "alice")).isEqualTo(held);
        assertThat(HoldTags.by(held.snapshot())).isEmpty();
        assertThat(repository.holds().release(held).snapshot().tags()).isEmpty();
    }

    @Test
    void whoPlacedItCannotBreakTheTagApart() throws IOException {
        StoredSnapshot held = repository.holds().place(taken, "alice, of the\nlaw firm");

        assertThat(HoldTags.by(held.snapshot())).contains("alice_of_the_law_firm");
    }

    @Test
    void whereTheOldFileCannotGoTheHoldHoldsAndCannotBeReleased() throws IOException {
        ResticRepository adding = open(new AppendOnlyStorage(storage));

        StoredSnapshot held = adding.holds().place(taken, "alice");

        assertThat(adding.snapshots()).containsExactlyInAnyOrder(taken, held);
        assertThat(Twins.superfluous(adding.snapshots())).containsExactly(taken);
        assertThat(adding.holds().tidy(adding.snapshots())).isEmpty();
        assertThatThrownBy(() -> adding.holds().release(held))
                .isInstanceOf(StorageRefusedException.class)
                .hasMessageContaining("stays on legal hold");
        assertThat(adding.holds().place(taken, "alice")).isEqualTo(held);

        assertThat(repository.holds().tidy(repository.snapshots())).containsExactly(taken);
        assertThat(repository.snapshots()).containsExactly(held);
    }

    @Test
    void whatIsGoneCannotBeHeld() throws IOException {
        repository.forget(List.of(taken.id()));

        assertThatThrownBy(() -> repository.holds().place(taken, "alice"))
                .isInstanceOf(SnapshotNotFoundException.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void whatARepairLeftIsNoTwinOfWhatItWas() throws IOException {
        StoredSnapshot held = repository.holds().place(taken, "alice");
        for (var pack : Samples.list(storage, FileType.PACK)) {
            byte[] bytes = storage.read(pack.file());
            bytes[100] ^= 1;
            storage.replace(pack.file(), bytes);
        }
        ResticRepository damaged = ResticRepository.openForRepair(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);

        damaged.repair(true, Set.of(taken.id()), "run-1", WorkListener.NONE);

        assertThat(damaged.snapshots())
                .hasSize(2)
                .extracting(StoredSnapshot::id)
                .contains(held.id());
        assertThat(Twins.superfluous(damaged.snapshots())).isEmpty();
        assertThatThrownBy(() -> damaged.snapshot(taken.id().toString()))
                .as("nobody can say which of them is meant")
                .isInstanceOf(SnapshotNotFoundException.class);
    }

    /** Whenever it is killed, the snapshot is there; and whoever does it again finds one in the end. */
    @Property(tries = 60)
    void aDeathAtAnyMomentLosesNothing(@ForAll boolean placing, @ForAll @IntRange(max = 30) int operations)
            throws IOException {
        StoredSnapshot before = placing ? taken : repository.holds().place(taken, "alice");
        try {
            ResticRepository dying = open(DyingStorage.dyingAfter(storage, operations));
            change(dying, placing, before);
        } catch (DyingStorage.Dead e) {
            assertThat(e).hasMessage("killed");
        }

        repository.removeAllLocks();
        assertThat(repository.snapshots())
                .isNotEmpty()
                .allSatisfy(stored -> assertThat(stored.first()).isEqualTo(taken.id()));
        assertThat(open(storage)
                        .check(new DataToRead.Everything(), WorkListener.NONE)
                        .isWhole())
                .isTrue();

        change(repository, placing, repository.snapshots().getFirst());
        assertThat(repository.snapshots())
                .singleElement()
                .satisfies(stored ->
                        assertThat(Retention.isOnHold(stored.snapshot())).isEqualTo(placing));
    }

    private static void change(ResticRepository repository, boolean placing, StoredSnapshot snapshot)
            throws IOException {
        if (placing) {
            repository.holds().place(snapshot, "alice");
        } else {
            repository.holds().release(snapshot);
        }
    }
}
