package io.slipway.backup.repository.pack;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Pieces of memory that packs are made of and give back: large arrays are expensive to make for every pack. */
public final class Segments {
    /** Small enough for garbage collectors not to give each an aligned region of its own. */
    static final int LENGTH = 256 * 1024;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final int most;

    /** @param bytes how much to keep for later at most */
    public Segments(long bytes) {
        this.most = (int) (bytes / LENGTH);
    }

    byte[] take() {
        byte[] segment = free.poll();
        if (segment == null) {
            return new byte[LENGTH];
        }
        kept.decrementAndGet();
        return segment;
    }

    void giveBack(byte[] segment) {
        if (kept.incrementAndGet() > most) {
            kept.decrementAndGet();
        } else {
            free.add(segment);
        }
    }
}
