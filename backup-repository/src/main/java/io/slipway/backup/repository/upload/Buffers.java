package io.slipway.backup.repository.upload;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory for plain text on its way, at most so many bytes of it. Arrays are used again: a new megabyte for every chunk would
 * keep the garbage collector busy.
 */
final class Buffers {
    /** Below, a new array is as cheap. */
    private static final int LEAST_KEPT = 1 << 16;

    private static final int CLASSES = 32;

    /** Room for an array's header, so that an array fills whole regions of a garbage collector and not one byte more. */
    private static final int HEADER = 64;

    private final int capacity;
    private final Semaphore bytes;
    private final AtomicInteger kept = new AtomicInteger();
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
        int size = size(length);
        bytes.acquire(charge(size));
        byte[] again = free[sizeClass(size)].poll();
        if (again == null) {
            return new byte[size];
        }
        kept.addAndGet(-size);
        return again;
    }

    void giveBack(byte[] buffer) {
        int size = buffer.length;
        if (size >= LEAST_KEPT - HEADER) {
            // Sizes that are not asked for any more must not take the room of those that are.
            if (kept.addAndGet(size) <= capacity) {
                free[sizeClass(size)].add(buffer);
            } else {
                kept.addAndGet(-size);
            }
        }
        bytes.release(charge(size));
    }

    /** Something for the objects around it; and a blob that is longer than everything allowed may pass alone. */
    private int charge(int size) {
        return Math.min(capacity, size + 512);
    }

    /** Powers of two with one step between, less a header. */
    private static int size(int length) {
        if (length <= LEAST_KEPT - HEADER) {
            return length < LEAST_KEPT / 2 ? length : LEAST_KEPT - HEADER;
        }
        int needed = length + HEADER;
        int power = Integer.highestOneBit(needed - 1) << 1;
        return (needed <= power / 4 * 3 ? power / 4 * 3 : power) - HEADER;
    }

    private static int sizeClass(int size) {
        int full = size + HEADER;
        if (full < LEAST_KEPT) {
            return 0;
        }
        int log = 31 - Integer.numberOfLeadingZeros(full);
        return (log - 16) * 2 + (Integer.bitCount(full) == 1 ? 0 : 1);
    }
}
