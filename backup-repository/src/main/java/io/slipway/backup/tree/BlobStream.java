package io.slipway.backup.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;

/** Blobs one after the other as a stream. Reads a few of them ahead, which is at most 32 MiB and mostly 4. */
public final class BlobStream extends InputStream {
    private static final int AHEAD = 3;

    private final BlobSource source;
    private final List<ObjectId> blobs;
    private final ExecutorService loaders = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Future<byte[]>> coming = new ArrayDeque<>();
    private int nextBlob;
    private byte[] current = new byte[0];
    private int position;
    private long left;

    /** All of it. */
    public BlobStream(BlobSource source, List<ObjectId> blobs) throws IOException {
        this(source, blobs, 0, Long.MAX_VALUE);
    }

    /** From {@code offset} on as many bytes as {@code length}, or as there are; blobs before the offset are not loaded. */
    public BlobStream(BlobSource source, List<ObjectId> blobs, long offset, long length) throws IOException {
        this.source = source;
        this.blobs = blobs;
        this.left = length;
        long skip = offset;
        while (skip > 0 && nextBlob < blobs.size()) {
            int blob = source.length(BlobType.DATA, blobs.get(nextBlob));
            if (blob > skip) {
                break;
            }
            skip -= blob;
            nextBlob++;
        }
        if (skip > 0 && advance()) {
            position = (int) skip;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (position == current.length) {
            if (left <= 0 || !advance()) {
                return -1;
            }
        }
        int count = (int) Math.min(Math.min(length, current.length - position), left);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        left -= count;
        return count;
    }

    @Override
    public void close() {
        coming.forEach(blob -> blob.cancel(true));
        loaders.shutdownNow();
    }

    private boolean advance() throws IOException {
        while (coming.size() < AHEAD && nextBlob < blobs.size()) {
            ObjectId id = blobs.get(nextBlob++);
            coming.add(loaders.submit(() -> source.load(BlobType.DATA, id)));
        }
        Future<byte[]> next = coming.poll();
        if (next == null) {
            return false;
        }
        try {
            current = next.get();
            position = 0;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while reading");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }
}
