package io.slipway.backup.mongodb.snapshot;

import io.slipway.backup.mongodb.archive.Crc64;

/** Measures a stream of documents as they pass by. Not for use by many threads. */
public final class StreamMeter {
    private final Crc64 crc = new Crc64();
    private final ContentHash hash = new ContentHash();
    private long documents;
    private long bytes;

    /** Takes one document. */
    public void document(byte[] buffer, int offset, int length) {
        crc.update(buffer, offset, length);
        hash.add(buffer, offset, length);
        documents++;
        bytes += length;
    }

    public StreamFigures figures() {
        return new StreamFigures(documents, bytes, crc.getValue(), hash.value());
    }
}
