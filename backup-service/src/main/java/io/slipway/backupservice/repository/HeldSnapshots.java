package io.slipway.backupservice.repository;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.slipway.backup.hold.Twins;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.retention.Retention;
import io.slipway.events.backup.policy.BackupPolicy;

/** Brings the legal holds that the service knows of into the repository, where everybody sees them. */
public final class HeldSnapshots {
    private final Repositories repositories;

    public HeldSnapshots(Repositories repositories) {
        this.repositories = repositories;
    }

    public void place(BackupPolicy policy, StoredSnapshot snapshot, String by) throws IOException {
        try (ResticRepository repository = repositories.open(policy)) {
            repository.holds().place(snapshot, by);
        }
    }

    public void release(BackupPolicy policy, StoredSnapshot snapshot) throws IOException {
        try (ResticRepository repository = repositories.open(policy)) {
            repository.holds().release(snapshot);
        }
    }

    /** Until when the storage does not let a hold go; empty where it does. */
    public Optional<Instant> retainedUntil(BackupPolicy policy, StoredSnapshot snapshot) throws IOException {
        try (ResticRepository repository = repositories.open(policy)) {
            return repository.holds().retainedUntil(snapshot);
        }
    }

    /**
     * Places the holds that the repository does not have yet, and removes what an interrupted change left behind.
     *
     * @param held the names of the first of their lines
     * @return how many there were
     */
    public static int follow(ResticRepository repository, String application, BackupPolicy policy, List<String> held)
            throws IOException {
        List<ObjectId> names = held.stream().map(ObjectId::parse).toList();
        int placed = 0;
        for (StoredSnapshot own : SnapshotReads.own(repository, application, policy)) {
            if (names.stream().anyMatch(own::isCalled) && !Retention.isOnHold(own.snapshot())) {
                repository.holds().place(own, "slipway");
                placed++;
            }
        }
        List<StoredSnapshot> all = repository.snapshots().stream()
                .filter(stored -> SnapshotTags.isOf(stored, application, policy))
                .toList();
        if (!Twins.superfluous(all).isEmpty()) {
            repository.holds().tidy(all);
        }
        return placed;
    }
}
