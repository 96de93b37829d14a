package io.slipway.backup.mongodb.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What moment the documents of a snapshot are of. Times of the oplog are {@code seconds:ordinal}.
 *
 * @param from the first entry of the oplog that must be replayed; null where there is no oplog
 * @param readAfter the entry that every read of the dump had seen: what was done up to there is in the documents; null where
 *     nobody knows
 * @param to the entry up to which they must be replayed, inclusive; the state after it is the first consistent one
 */
public record Consistency(
        Kind kind,
        @Nullable String from,
        @Nullable String readAfter,
        @Nullable String to,
        String explanation) {
    /** What makes the snapshot consistent. */
    public enum Kind {
        /** The oplog of the time of the dump is in the snapshot. */
        OPLOG_INCLUDED,
        /** What the oplog of the time of the dump has of the collections that were dumped is in the snapshot. */
        OPLOG_OF_SELECTION,
        /** The oplog of the time of the dump is to be had from oplog slices, or from nowhere. */
        OPLOG_WINDOW,
        /** Nothing: each document is whole, but they are of different moments. */
        AS_POSSIBLE
    }

    /** Of a server without an oplog. */
    public static Consistency asPossible(String why) {
        return new Consistency(
                Kind.AS_POSSIBLE,
                null,
                null,
                null,
                why + ": every document is whole, but what was written while the dump ran may be in it or not");
    }
}
