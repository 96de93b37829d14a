package io.slipway.backup.mongodb.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;

import org.bson.RawBsonDocument;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.snapshot.StreamFigures;
import io.slipway.backup.mongodb.snapshot.StreamMeter;

/** The documents of a cursor as the bytes that the server sent, measured as they are read. */
final class DocumentStream extends InputStream {
    private final Namespace namespace;
    private final Iterator<RawBsonDocument> cursor;
    private final ProgressMeter progress;
    private final StreamMeter meter = new StreamMeter();
    private ByteBuffer current = ByteBuffer.allocate(0);

    DocumentStream(Namespace namespace, Iterator<RawBsonDocument> cursor, ProgressMeter progress) {
        this.namespace = namespace;
        this.cursor = cursor;
        this.progress = progress;
    }

    StreamFigures figures() {
        return meter.figures();
    }

    @Override
    public int read() throws IOException {
        return next() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int filled = 0;
        while (filled < length && next()) {
            int part = Math.min(length - filled, current.remaining());
            current.get(target, offset + filled, part);
            filled += part;
        }
        return filled == 0 && length > 0 ? -1 : filled;
    }

    private boolean next() throws IOException {
        if (current.hasRemaining()) {
            return true;
        }
        try {
            if (!cursor.hasNext()) {
                return false;
            }
            current = cursor.next().getByteBuffer().asNIO();
        } catch (MongoException e) {
            throw lost(e);
        }
        meter.document(current.array(), current.arrayOffset() + current.position(), current.remaining());
        progress.add(namespace, 1, current.remaining());
        return true;
    }

    private IOException lost(MongoException e) {
        if (e instanceof MongoInterruptedException) {
            return ParallelWork.failure(e);
        }
        return new MongoBackupException(
                "Reading " + namespace + " failed after " + figures().documents() + " documents: " + e.getMessage()
                        + ". There is no snapshot of this dump; run it again once the server can be reached",
                e);
    }
}
