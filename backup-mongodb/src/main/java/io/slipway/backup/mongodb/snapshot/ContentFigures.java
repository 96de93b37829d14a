package io.slipway.backup.mongodb.snapshot;

import io.slipway.backup.repository.ObjectId;

/**
 * What documents a collection has, in whatever order.
 *
 * @param bytes in BSON
 * @param contentHash see {@link ContentHash}
 */
public record ContentFigures(long documents, long bytes, ObjectId contentHash) {
    public static final ContentFigures NOTHING = new ContentFigures(0, 0, new ContentHash().value());
}
