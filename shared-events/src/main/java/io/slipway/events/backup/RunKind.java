package io.slipway.events.backup;

/** What a run does. */
public enum RunKind {
    /** Takes a snapshot of each source. */
    BACKUP,
    /** Stores slices of the oplog, one after the other. */
    OPLOG,
    /** Reads the repository again. */
    VERIFICATION,
    /** Rehearses a restore. */
    DRILL,
    /** Restores. */
    RESTORE,
    /** Forgets what the retention does not keep, or what somebody named, and removes what only that needed. */
    PRUNE,
    /** Salvages what is readable of a damaged repository. */
    REPAIR
}
