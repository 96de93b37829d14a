package io.slipway.backup.repository;

/** What a blob holds: a piece of a file, or a tree. */
public enum BlobType {
    DATA,
    TREE
}
