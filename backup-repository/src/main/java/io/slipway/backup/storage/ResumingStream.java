package io.slipway.backup.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/** A part of a file; when the connection breaks, the rest is asked for again. */
final class ResumingStream extends InputStream {
    private final Storage storage;
    private final Retries retries;
    private final StoredFile file;
    private final long end;
    private long next;
    private @Nullable InputStream current;

    ResumingStream(Storage storage, Retries retries, StoredFile file, long offset, long length) {
        this.storage = storage;
        this.retries = retries;
        this.file = file;
        this.next = offset;
        this.end = offset + length;
    }

    void begin() throws IOException {
        retries.call("reading " + file.path(), this::connected);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end) {
            return -1;
        }
        int count = retries.call("reading " + file.path(), () -> part(buffer, offset, length));
        next += count;
        return count;
    }

    private int part(byte[] buffer, int offset, int length) throws IOException {
        InputStream in = connected();
        try {
            int count = in.read(buffer, offset, (int) Math.min(length, end - next));
            if (count < 0) {
                throw new EOFException(file.path() + " ends at " + next + ", expected " + end);
            }
            return count;
        } catch (EOFException e) {
            disconnect();
            throw ifShort(e);
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    private InputStream connected() throws IOException {
        InputStream in = current;
        if (in == null) {
            try {
                in = storage.open(file, next, end - next);
            } catch (EOFException e) {
                throw ifShort(e);
            }
            current = in;
        }
        return in;
    }

    /** A connection that ends early looks like a file that does. */
    private IOException ifShort(EOFException e) throws IOException {
        return storage.length(file).orElse(0L) >= end
                ? new IOException("the connection ended while " + file.path() + " was read", e)
                : e;
    }

    private void disconnect() {
        try (InputStream _ = current) {
            current = null;
        } catch (IOException _) {
            // It is broken already, and that is what the caller hears of.
        }
    }

    @Override
    public void close() throws IOException {
        InputStream in = current;
        current = null;
        if (in != null) {
            in.close();
        }
    }
}
