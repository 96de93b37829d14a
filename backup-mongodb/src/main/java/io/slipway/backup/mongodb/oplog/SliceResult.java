package io.slipway.backup.mongodb.oplog;

/** What came of an attempt to cut a slice. */
public sealed interface SliceResult {
    /** The slice is durable. */
    record Sliced(Timeline timeline, Slice slice) implements SliceResult {}

    /** A majority has nothing newer than what is durable already. */
    record NothingNew(OplogPoint end) implements SliceResult {}

    /**
     * Entries after the end of the newest timeline are gone. No point in time after {@code end} can be restored before a new
     * timeline is begun and a base is taken in it.
     */
    record OplogLost(OplogPoint end, String message) implements SliceResult {}
}
