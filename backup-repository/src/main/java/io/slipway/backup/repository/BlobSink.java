package io.slipway.backup.repository;

import java.io.IOException;

/** Takes blobs into a repository. May be called from many threads. */
public interface BlobSink {
    /**
     * Takes a blob, unless the repository has it. It is compressed, encrypted and uploaded in the background; the buffer may
     * be used again when this returns. Blocks while too much is on its way.
     *
     * @param length at most 8 MiB for data, as readers expect
     * @throws IOException if this or an earlier blob could not be stored; the upload cannot be finished then
     */
    ObjectId save(BlobType type, byte[] buffer, int offset, int length) throws IOException;
}
