package io.slipway.backup.repository;

/** A snapshot and the name it has in the repository. */
public record StoredSnapshot(ObjectId id, Snapshot snapshot) {
    /** The name that the first of its line had: it stays the same however often the snapshot is changed. */
    public ObjectId first() {
        return snapshot.original() == null ? id : snapshot.original();
    }

    /** Whether it is, or was, called so. */
    public boolean isCalled(ObjectId name) {
        return id.equals(name) || first().equals(name);
    }
}
