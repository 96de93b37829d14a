package io.slipway.backup.repository.pack;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;

/**
 * A blob in a pack.
 *
 * @param offset of the sealed bytes, in the pack
 * @param length of the sealed bytes
 * @param uncompressed the length of the plain text of a compressed blob; 0 if it is not compressed
 */
public record PackedBlob(BlobType type, ObjectId id, long offset, int length, int uncompressed) {
    public boolean compressed() {
        return uncompressed != 0;
    }

    /** The length of the plain text. */
    public int plainLength() {
        return compressed() ? uncompressed : length - Sealer.OVERHEAD;
    }
}
