package io.slipway.backup.repository;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;

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

    /**
     * Loads many blobs, each of them once, in whatever order and from as many threads as suits where they are kept: a
     * repository reads each pack once as far as it can.
     *
     * @throws IOException what the receiver throws, or {@link java.io.InterruptedIOException}
     */
    default void loadAll(BlobType type, Collection<ObjectId> ids, BlobReceiver receiver) throws IOException {
        for (ObjectId id : new LinkedHashSet<>(ids)) {
            byte[] blob;
            try {
                blob = load(type, id);
            } catch (IOException e) {
                receiver.miss(id, e);
                continue;
            }
            receiver.take(id, blob);
        }
    }
}
