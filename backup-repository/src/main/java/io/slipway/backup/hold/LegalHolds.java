package io.slipway.backup.hold;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.file.Snapshots;
import io.slipway.backup.repository.upload.UploadGuard;
import io.slipway.backup.storage.StorageRefusedException;

/**
 * The legal holds of a repository. A hold is a tag, so that whoever forgets snapshots sees it, restic included. Files are never
 * changed: as with restic's {@code tag}, the snapshot is written anew with the tag, and only then is the old file removed. What
 * died in between is put right by whoever places or releases the hold again, or by {@link #tidy}.
 *
 * <p>Where the storage does not let the old file go, because of a retention or because it is for adding only, the hold holds all
 * the same: the new file needs all the data that the old one needs.
 */
public final class LegalHolds {
    private final Snapshots snapshots;
    private final Guarding guarding;
    private final Clock clock;

    /** Keeps everybody out of the repository who needs it for himself. */
    @FunctionalInterface
    public interface Guarding {
        UploadGuard begin() throws IOException;
    }

    public LegalHolds(Snapshots snapshots, Guarding guarding, Clock clock) {
        this.snapshots = snapshots;
        this.guarding = guarding;
        this.clock = clock;
    }

    /**
     * Places a hold. One that is there already stays as it is.
     *
     * @param by who says so, for people
     * @return the snapshot as it is now, under another name
     * @throws SnapshotNotFoundException if it is gone meanwhile
     */
    public StoredSnapshot place(StoredSnapshot snapshot, String by) throws IOException {
        try (UploadGuard guard = guarding.begin()) {
            List<StoredSnapshot> twins = twins(snapshot);
            Optional<StoredSnapshot> there =
                    twins.stream().filter(Twins::isOnHold).findFirst();
            StoredSnapshot held = there.isPresent()
                    ? there.get()
                    : snapshots.save(
                            HoldTags.placed(twins.getFirst().snapshot(), by).withOriginal(snapshot.first()));
            guard.check();
            removeWherePossible(
                    twins.stream().filter(twin -> !Twins.isOnHold(twin)).toList());
            return held;
        }
    }

    /**
     * Releases a hold, if there is one.
     *
     * @return the snapshot as it is now, under another name
     * @throws StorageRefusedException if the storage does not let go of the file that says so: the hold stays then
     */
    public StoredSnapshot release(StoredSnapshot snapshot) throws IOException {
        try (UploadGuard guard = guarding.begin()) {
            List<StoredSnapshot> twins = twins(snapshot);
            List<StoredSnapshot> held = twins.stream().filter(Twins::isOnHold).toList();
            if (held.isEmpty()) {
                return snapshot;
            }
            for (StoredSnapshot one : held) {
                Optional<Instant> until = retainedUntil(one);
                if (until.isPresent()) {
                    throw new StorageRefusedException(refusal(one, "the storage keeps it until " + until.get()));
                }
            }
            Optional<StoredSnapshot> there =
                    twins.stream().filter(twin -> !Twins.isOnHold(twin)).findFirst();
            StoredSnapshot free = there.isPresent()
                    ? there.get()
                    : snapshots.save(
                            HoldTags.released(held.getFirst().snapshot()).withOriginal(snapshot.first()));
            guard.check();
            for (StoredSnapshot one : held) {
                try {
                    snapshots.delete(one.id());
                } catch (StorageRefusedException e) {
                    throw new StorageRefusedException(refusal(one, String.valueOf(e.getMessage())), e);
                }
            }
            return free;
        }
    }

    /** Until when the storage keeps the file of a snapshot from everybody, and with it a hold; empty where it does not. */
    public Optional<Instant> retainedUntil(StoredSnapshot snapshot) throws IOException {
        return snapshots.retainedUntil(snapshot.id()).filter(until -> until.isAfter(clock.instant()));
    }

    /**
     * Removes what an interrupted change left behind: files that differ from one under a hold in nothing but the hold.
     *
     * @param among which snapshots to look at
     * @return what went; what the storage does not let go stays for later
     */
    public List<StoredSnapshot> tidy(Collection<StoredSnapshot> among) throws IOException {
        List<StoredSnapshot> superfluous = Twins.superfluous(List.copyOf(among));
        return superfluous.isEmpty() ? List.of() : removeWherePossible(superfluous);
    }

    /** @throws StorageRefusedException if one of them is on hold, under the name that is given or a newer one */
    public void requireNone(Collection<ObjectId> ids) throws IOException {
        List<ObjectId> gone = new ArrayList<>();
        for (ObjectId id : ids) {
            if (snapshots.isThere(id)) {
                refuseIfHeld(snapshots.load(id));
            } else {
                gone.add(id);
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        for (StoredSnapshot stored : snapshots.all()) {
            if (gone.contains(stored.first())) {
                refuseIfHeld(stored);
            }
        }
    }

    private static void refuseIfHeld(StoredSnapshot stored) throws StorageRefusedException {
        if (Twins.isOnHold(stored)) {
            throw new StorageRefusedException("snapshot " + stored.id().brief() + " "
                    + HoldTags.words(stored.snapshot()) + ": release the hold first; nothing was forgotten");
        }
    }

    private List<StoredSnapshot> twins(StoredSnapshot snapshot) throws IOException {
        List<StoredSnapshot> twins = Twins.of(snapshot, snapshots.all());
        if (twins.isEmpty()) {
            throw new SnapshotNotFoundException(
                    "snapshot " + snapshot.id().brief() + " is gone: somebody removed it meanwhile");
        }
        return twins;
    }

    private List<StoredSnapshot> removeWherePossible(List<StoredSnapshot> superfluous) throws IOException {
        List<StoredSnapshot> removed = new ArrayList<>();
        for (StoredSnapshot stored : superfluous) {
            try {
                snapshots.delete(stored.id());
                removed.add(stored);
            } catch (StorageRefusedException e) {
                // It holds nothing that the other one does not hold; a later tidying removes it.
                continue;
            }
        }
        return removed;
    }

    private static String refusal(StoredSnapshot held, String why) {
        return "snapshot " + held.id().brief() + " stays on legal hold: the file that says so cannot be removed, "
                + why;
    }
}
