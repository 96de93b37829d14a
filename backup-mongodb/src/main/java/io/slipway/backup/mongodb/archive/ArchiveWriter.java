package io.slipway.backup.mongodb.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;

/**
 * Writes an archive as a stream. Documents of different collections may be written in any order; those of the oplog come after
 * all others. Used by one thread.
 */
public final class ArchiveWriter {
    private final OutputStream out;
    /** The collections whose end was not written yet. */
    private final Map<Namespace, Crc64> open = new LinkedHashMap<>();

    private @Nullable Namespace current;

    /**
     * Writes the beginning.
     *
     * @param out is flushed in the end and not closed
     * @throws IllegalArgumentException if two collections have their documents in the same place
     */
    public ArchiveWriter(OutputStream out, ArchiveHeader header, List<ArchivedCollection> collections)
            throws IOException {
        this.out = out;
        for (ArchivedCollection collection : collections) {
            if (open.put(collection.dataNamespace(header), new Crc64()) != null) {
                throw new IllegalArgumentException(collection.dataNamespace(header) + " is listed twice");
            }
        }
        out.write(ArchiveFraming.prelude(header, collections));
    }

    /**
     * Writes a document.
     *
     * @param namespace see {@link ArchivedCollection#dataNamespace}
     * @throws IllegalArgumentException if the collection is not listed in the beginning or was ended, or if this is no document
     */
    public void write(Namespace namespace, byte[] buffer, int offset, int length) throws IOException {
        Crc64 crc = open(namespace);
        if (length != BsonStream.length(buffer, offset) || buffer[offset + length - 1] != 0) {
            throw new IllegalArgumentException("not one document of BSON: " + length + " bytes for " + namespace);
        }
        if (namespace.isOplog() && open.size() > 1) {
            throw new IllegalArgumentException("the oplog comes last; not ended yet: " + open.keySet());
        }
        if (!namespace.equals(current)) {
            endSegment();
            out.write(ArchiveFraming.segment(namespace));
            current = namespace;
        }
        crc.update(buffer, offset, length);
        out.write(buffer, offset, length);
    }

    /** Says that a collection has no more documents. */
    public void end(Namespace namespace) throws IOException {
        Crc64 crc = open(namespace);
        endSegment();
        // Without a document the real tool says 0, which is the sum of nothing as well.
        out.write(ArchiveFraming.end(namespace, crc.getValue()));
        open.remove(namespace);
    }

    /** @throws IllegalStateException if a collection was not ended: nobody could read such an archive */
    public void finish() throws IOException {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open.keySet());
        }
        out.flush();
    }

    private Crc64 open(Namespace namespace) {
        Crc64 crc = open.get(namespace);
        if (crc == null) {
            throw new IllegalArgumentException(
                    namespace + " is not among the collections that are still open: " + open.keySet());
        }
        return crc;
    }

    private void endSegment() throws IOException {
        if (current != null) {
            out.write(ArchiveFraming.TERMINATOR);
            current = null;
        }
    }
}
