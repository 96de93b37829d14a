package io.slipway.backup.mongodb.snapshot;

import io.slipway.backup.repository.ObjectId;

/**
 * What a stream of documents is.
 *
 * @param crc64 in the order of the stream
 * @param contentHash in any order
 */
public record StreamFigures(long documents, long bytes, long crc64, ObjectId contentHash) {
    /** Without what the order makes of it. */
    public ContentFigures content() {
        return new ContentFigures(documents, bytes, contentHash);
    }
}
