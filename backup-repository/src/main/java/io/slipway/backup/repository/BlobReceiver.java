package io.slipway.backup.repository;

import java.io.IOException;

/** Takes the blobs of {@link BlobSource#loadAll}; is called from several threads at once. */
public interface BlobReceiver {
    /**
     * One of the blobs, whose hash was compared with its id.
     *
     * @throws IOException to end the whole loading
     */
    void take(ObjectId id, byte[] blob) throws IOException;

    /**
     * One of the blobs cannot be had; the others still come.
     *
     * @throws IOException to end the whole loading
     */
    void miss(ObjectId id, IOException reason) throws IOException;
}
