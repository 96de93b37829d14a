package io.slipway.backup.repository;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds snapshots by their names, and by those that they had before they were changed. */
public final class SnapshotNames {
    private SnapshotNames() {}

    /**
     * @param name an id or the beginning of one; where no snapshot has it, that of the first of a line
     * @return empty if there is none
     * @throws SnapshotNotFoundException if there is more than one
     */
    public static Optional<StoredSnapshot> find(List<StoredSnapshot> snapshots, String name)
            throws SnapshotNotFoundException {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredSnapshot> found = one(snapshots, name, StoredSnapshot::id);
        return found.isPresent() ? found : one(snapshots, name, StoredSnapshot::first);
    }

    private static Optional<StoredSnapshot> one(
            List<StoredSnapshot> snapshots, String name, Function<StoredSnapshot, ObjectId> called)
            throws SnapshotNotFoundException {
        List<StoredSnapshot> found = snapshots.stream()
                .filter(stored -> called.apply(stored).toString().startsWith(name))
                .toList();
        if (found.size() > 1) {
            throw ambiguous(name, found.stream().map(StoredSnapshot::id).toList());
        }
        return found.stream().findFirst();
    }

    /** What to say of a name that more than one has. */
    public static SnapshotNotFoundException ambiguous(String name, List<ObjectId> ids) {
        return new SnapshotNotFoundException("'" + name + "' begins the names of " + ids.size() + " snapshots: "
                + String.join(", ", ids.stream().map(ObjectId::brief).toList()));
    }
}
