package io.slipway.backup.repository;

/** Hears how far long work on a repository is. May be called from many threads. */
@FunctionalInterface
public interface WorkListener {
    /** Hears nothing. */
    WorkListener NONE = (step, done, total) -> {};

    /** What is being done, and in what it is counted. */
    enum Step {
        /** Snapshots whose trees are walked through. */
        SNAPSHOTS,
        /** Bytes of packs that are read. */
        READ,
        /** Bytes of packs that are written anew. */
        REPACK,
        /** Files that are removed. */
        REMOVE,
        /** Packs whose headers are read. */
        HEADERS,
        /** Bytes of packs that are moved to another class of storage. */
        MOVE
    }

    /** @param total 0 where nobody knows */
    void progressed(Step step, long done, long total);
}
