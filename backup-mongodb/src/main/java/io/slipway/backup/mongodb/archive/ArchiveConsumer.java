package io.slipway.backup.mongodb.archive;

import java.io.IOException;
import java.util.List;

import io.slipway.backup.mongodb.Namespace;

/** Takes what is read from an archive, in the archive's order. */
public interface ArchiveConsumer {
    void begin(ArchiveHeader header, List<ArchivedCollection> collections) throws IOException;

    /**
     * A document. Whether it is what was written is known only when its collection ends.
     *
     * @param buffer is used again for the next one
     */
    void document(Namespace namespace, byte[] buffer, int offset, int length) throws IOException;

    /** A collection has no more documents, and its checksum is right. */
    void end(Namespace namespace, long crc) throws IOException;
}
