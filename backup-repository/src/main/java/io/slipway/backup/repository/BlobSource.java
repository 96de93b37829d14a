package io.slipway.backup.repository;

import java.io.IOException;

/** Gives the blobs of a repository. May be called from many threads. */
public interface BlobSource {
    /**
     * The plain text of a blob, whose hash was compared with its id. Where one copy is damaged another one is taken.
     *
     * @throws IOException if there is none, or none that is whole; it names the packs
     */
    byte[] load(BlobType type, ObjectId id) throws IOException;

    /** The length of the plain text in bytes, from the index alone. */
    int length(BlobType type, ObjectId id) throws IOException;
}
