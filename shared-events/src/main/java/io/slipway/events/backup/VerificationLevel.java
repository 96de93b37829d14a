package io.slipway.events.backup;

/** How much a verification looks at; each does what the ones before it do as well. */
public enum VerificationLevel {
    /** Everything that the snapshots need is there. */
    PRESENCE,
    /** A part of the data is read, decrypted and hashed; another part each time, so that all of it gets its turn. */
    READ,
    /** The newest snapshots are read from end to end as a restore would. */
    RESTORE
}
