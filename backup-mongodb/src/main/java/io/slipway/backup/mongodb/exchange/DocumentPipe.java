package io.slipway.backup.mongodb.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** From the thread that reads an archive to the one that saves one of its collections. Holds 2 MiB at most. */
final class DocumentPipe extends InputStream {
    private static final int PIECE = 256 << 10;
    private static final byte[] END = {};
    private static final byte[] BROKEN = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(8);
    private byte[] filling = new byte[PIECE];
    private int filled;
    private byte[] current = new byte[1];
    private int position = 1;

    /** @param ended whether nobody reads any more */
    void write(byte[] buffer, int offset, int length, BooleanSupplier ended) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, PIECE - filled);
            System.arraycopy(buffer, from, filling, filled, part);
            filled += part;
            from += part;
            left -= part;
            if (filled == PIECE) {
                put(filling, ended);
                filling = new byte[PIECE];
                filled = 0;
            }
        }
    }

    void finish(BooleanSupplier ended) throws IOException {
        if (filled > 0) {
            put(Arrays.copyOf(filling, filled), ended);
        }
        put(END, ended);
    }

    /** Nothing more comes, and it is not all. */
    void abandon() {
        pieces.clear();
        pieces.add(BROKEN);
    }

    private void put(byte[] piece, BooleanSupplier ended) throws IOException {
        try {
            while (!pieces.offer(piece, 100, TimeUnit.MILLISECONDS)) {
                if (ended.getAsBoolean()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled");
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
        if (position == current.length && current.length > 0) {
            current = take();
            position = 0;
        }
        if (current == BROKEN) {
            throw new IOException("the archive could not be read to the end of this collection");
        }
        if (current == END) {
            return -1;
        }
        int part = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, part);
        position += part;
        return part;
    }

    private byte[] take() throws IOException {
        try {
            return pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled");
        }
    }
}
