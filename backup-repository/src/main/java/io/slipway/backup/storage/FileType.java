package io.slipway.backup.storage;

/** The kinds of files of a repository, each in a place of its own (restic, doc/design.rst, "Repository Layout"). */
public enum FileType {
    CONFIG,
    KEY,
    LOCK,
    SNAPSHOT,
    INDEX,
    PACK
}
