package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backupservice.repository.Storages;
import io.slipway.events.backup.policy.BackupPolicy;

/** The retention lock of a policy as far as the storage itself keeps it. */
final class StorageLock {
    private final ResticRepository repository;
    private final BackupPolicy policy;
    private final Instant now;
    private final RunProgress progress;

    StorageLock(ResticRepository repository, BackupPolicy policy, Instant now, RunProgress progress) {
        this.repository = repository;
        this.policy = policy;
        this.now = now;
        this.progress = progress;
    }

    /**
     * Those that the storage lets go. It counts from when a snapshot was written, which is later than its time.
     *
     * @param named what two people agreed to; where it is not empty, all of it goes or nothing
     * @throws IllegalArgumentException if the storage keeps something that was named
     */
    List<Retained.Going> unlocked(List<Retained.Going> going, List<String> named) throws IOException {
        List<Retained.Going> unlocked = new ArrayList<>();
        for (Retained.Going gone : going) {
            ObjectId id = gone.snapshot().id();
            Optional<Instant> until = until(id);
            if (until.isEmpty()) {
                unlocked.add(gone);
            } else if (named.isEmpty()) {
                progress.line(id.brief() + " stays: the storage keeps it until " + until.get());
            } else {
                throw new IllegalArgumentException("snapshot " + id.brief()
                        + " stays, and so do the others: the storage keeps it until " + until.get());
            }
        }
        return unlocked;
    }

    /** The same of slices of an oplog, which a later prune asks about again. */
    Set<ObjectId> unlocked(Set<ObjectId> slices) throws IOException {
        Set<ObjectId> unlocked = new HashSet<>();
        for (ObjectId slice : slices) {
            if (until(slice).isEmpty()) {
                unlocked.add(slice);
            }
        }
        return unlocked;
    }

    private Optional<Instant> until(ObjectId snapshot) throws IOException {
        return repository.retainedUntil(snapshot).filter(until -> until.isAfter(now));
    }

    /** Keeps what is needed for the whole time again: a pack may be older than the snapshots that need it. */
    void extend() throws IOException {
        @Nullable Duration lock = policy.repository().retentionLock();
        if (lock != null && Storages.retains(policy)) {
            int extended = repository.retain(
                    now.plus(lock), (looked, total) -> progress.count("files under the retention lock", looked, total));
            progress.line(extended + " files are kept by the storage until " + now.plus(lock));
        }
    }
}
