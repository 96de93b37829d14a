package io.slipway.backup.repository;

import java.io.IOException;

/**
 * One backup on its way into a repository. Its order of writing is packs, index, snapshot: whatever ends it early leaves a
 * repository that is whole, and the next upload finds what is there already.
 */
public interface Upload extends BlobSink, AutoCloseable {
    UploadFigures figures();

    /** Makes everything saved so far durable and known to the index, without a snapshot. */
    void flush() throws IOException;

    /** Flushes, then writes the snapshot; everything it needs is durable when this returns. */
    StoredSnapshot finish(Snapshot snapshot) throws IOException;

    /** Ends the upload. Without a call of {@link #finish} before, no snapshot comes of it. */
    @Override
    void close() throws IOException;
}
