package io.slipway.backup.repository.file;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotNames;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** The snapshots of a repository. */
public final class Snapshots {
    private static final Comparator<StoredSnapshot> OLDEST_FIRST = Comparator.comparing(
                    (StoredSnapshot stored) -> stored.snapshot().time().toInstant())
            .thenComparing(StoredSnapshot::id);

    private final Storage storage;
    private final SealedFiles files;

    public Snapshots(Storage storage, SealedFiles files) {
        this.storage = storage;
        this.files = files;
    }

    public StoredSnapshot save(Snapshot snapshot) throws IOException {
        return new StoredSnapshot(files.save(FileType.SNAPSHOT, SnapshotFile.write(snapshot)), snapshot);
    }

    public void delete(ObjectId id) throws IOException {
        storage.delete(new StoredFile(FileType.SNAPSHOT, id.toString()));
    }

    public boolean isThere(ObjectId id) throws IOException {
        return storage.length(new StoredFile(FileType.SNAPSHOT, id.toString())).isPresent();
    }

    /** Until when the storage refuses to let it go, whoever asks; empty where it has none of that. */
    public Optional<Instant> retainedUntil(ObjectId id) throws IOException {
        return storage.retainedUntil(new StoredFile(FileType.SNAPSHOT, id.toString()));
    }

    public List<ObjectId> ids() throws IOException {
        List<ObjectId> ids = new ArrayList<>();
        storage.list(
                FileType.SNAPSHOT,
                listed -> ids.add(ObjectId.parse(listed.file().name())));
        return ids;
    }

    public StoredSnapshot load(ObjectId id) throws IOException {
        StoredFile file = new StoredFile(FileType.SNAPSHOT, id.toString());
        byte[] json = files.load(file);
        try {
            return new StoredSnapshot(id, SnapshotFile.read(json));
        } catch (DamagedException e) {
            throw new DamagedException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** All, the oldest first. */
    public List<StoredSnapshot> all() throws IOException {
        List<StoredSnapshot> all = new ArrayList<>();
        for (ObjectId id : ids()) {
            all.add(load(id));
        }
        all.sort(OLDEST_FIRST);
        return List.copyOf(all);
    }

    /** By an id, the beginning of one, the same of the first of its line, or {@code latest}. */
    public StoredSnapshot find(String name) throws IOException {
        if (name.equals("latest")) {
            List<StoredSnapshot> all = all();
            if (all.isEmpty()) {
                throw new SnapshotNotFoundException("there is no snapshot at all");
            }
            return all.getLast();
        }
        List<ObjectId> found =
                ids().stream().filter(id -> id.toString().startsWith(name)).toList();
        if (found.size() == 1) {
            return load(found.getFirst());
        }
        if (found.size() > 1 && !name.isEmpty()) {
            throw SnapshotNames.ambiguous(name, found);
        }
        List<StoredSnapshot> all = all();
        return SnapshotNames.find(all, name).orElseThrow(() -> missing(name, all));
    }

    private static SnapshotNotFoundException missing(String name, List<StoredSnapshot> all) {
        return new SnapshotNotFoundException("there is no snapshot '" + name + "'; the newest ones are "
                + String.join(
                        ", ",
                        all.reversed().stream()
                                .limit(5)
                                .map(stored -> stored.id().brief())
                                .toList()));
    }
}
