package io.slipway.backup.repository.upload;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Memory for plain text on its way, at most so many bytes of it. Arrays are used again: a new megabyte for every chunk would
 * keep the garbage collector busy.
 */
final class Buffers {
    /** Below, a new array is as cheap. */
    private static final int LEAST_KEPT = 1 << 16;

    private static final int CLASSES = 32;

    private final int capacity;
    private final Semaphore bytes;
    private final ConcurrentLinkedQueue<byte[]>[] free;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Buffers(int capacity) {
        this.capacity = capacity;
        this.bytes = new Semaphore(capacity, true);
        this.free = new ConcurrentLinkedQueue[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            free[i] = new ConcurrentLinkedQueue<>();
        }
    }

    /** An array of at least this length. Blocks while too much is out. */
    byte[] take(int length) throws InterruptedException {
        byte[] kept = free[sizeClass(length)].poll();
        int size = kept != null ? kept.length : size(length);
        bytes.acquire(charge(size));
        return kept != null ? kept : new byte[size];
    }

    void giveBack(byte[] buffer) {
        bytes.release(charge(buffer.length));
        if (buffer.length >= LEAST_KEPT) {
            free[sizeClass(buffer.length)].add(buffer);
        }
    }

    /** Something for the objects around it; and a blob that is longer than everything allowed may pass alone. */
    private int charge(int size) {
        return Math.min(capacity, size + 512);
    }

    /** Powers of two, with one step between. */
    private static int size(int length) {
        if (length < LEAST_KEPT) {
            return length;
        }
        int power = Integer.highestOneBit(Math.max(1, length - 1)) << 1;
        return length <= power / 4 * 3 ? power / 4 * 3 : power;
    }

    private static int sizeClass(int length) {
        if (length < LEAST_KEPT) {
            return 0;
        }
        int size = size(length);
        int log = 31 - Integer.numberOfLeadingZeros(size);
        return (log - 16) * 2 + (Integer.bitCount(size) == 1 ? 0 : 1);
    }
}
