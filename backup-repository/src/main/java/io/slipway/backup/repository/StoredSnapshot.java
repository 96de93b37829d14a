package io.slipway.backup.repository;

/** A snapshot and the name it has in the repository. */
public record StoredSnapshot(ObjectId id, Snapshot snapshot) {}
