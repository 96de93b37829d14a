package io.slipway.backup.content;

/**
 * Finds where a stream is cut, by what is in it: an insertion moves the cuts after it along instead of changing all of them.
 * FastCDC (Xia et al., "The Design of Fast Content-Defined Chunking for Data Deduplication Based Storage Systems", IEEE TPDS
 * 2020): a gear hash of the last 64 bytes, no look at what is below the smallest size, and a stricter mask before the normal
 * size than after it, which keeps most chunks near it. For one stream; not for several threads.
 */
public final class Chunker {
    /** By how many bits the two masks differ from the one that would give the normal size alone; the paper's choice. */
    private static final int NORMALISATION = 2;

    private final long[] gear;
    private final ChunkSizes sizes;
    private final long strictMask;
    private final long easyMask;

    /** Of the chunk that is being read. */
    private int length;

    private long hash;

    public Chunker(GearTable gear, ChunkSizes sizes) {
        this.gear = gear.numbers();
        this.sizes = sizes;
        int bits = Integer.numberOfTrailingZeros(sizes.normal());
        this.strictMask = -1L << Long.SIZE - bits - NORMALISATION;
        this.easyMask = -1L << Long.SIZE - bits + NORMALISATION;
    }

    /**
     * Goes on in the stream, with what is in the buffer from {@code from} to {@code to}.
     *
     * @return behind which byte of the buffer the chunk ends, and the next one begins; -1 if it goes on after {@code to}
     */
    public int next(byte[] buffer, int from, int to) {
        int start = from - length;
        int at = Math.max(from, Math.min(start + sizes.min(), to));
        int cut = scan(buffer, at, Math.min(start + sizes.normal(), to), strictMask);
        if (cut < 0) {
            cut = scan(buffer, Math.max(at, start + sizes.normal()), Math.min(start + sizes.max(), to), easyMask);
        }
        if (cut < 0 && to - start >= sizes.max()) {
            cut = start + sizes.max();
        }
        length = cut < 0 ? to - start : 0;
        hash = cut < 0 ? hash : 0;
        return cut;
    }

    /**
     * Four bytes at a time: the hash after the fourth follows from the one before the first in one step, so that the processor
     * need not wait for those between.
     */
    private int scan(byte[] buffer, int from, int to, long mask) {
        long[] table = gear;
        long rolling = hash;
        int i = from;
        for (; i < to - 3; i += 4) {
            long first = table[buffer[i] & 0xff];
            long second = (first << 1) + table[buffer[i + 1] & 0xff];
            long third = (second << 1) + table[buffer[i + 2] & 0xff];
            long fourth = (third << 1) + table[buffer[i + 3] & 0xff];
            if (((rolling << 1) + first & mask) == 0) {
                return i + 1;
            }
            if (((rolling << 2) + second & mask) == 0) {
                return i + 2;
            }
            if (((rolling << 3) + third & mask) == 0) {
                return i + 3;
            }
            rolling = (rolling << 4) + fourth;
            if ((rolling & mask) == 0) {
                return i + 4;
            }
        }
        for (; i < to; i++) {
            rolling = (rolling << 1) + table[buffer[i] & 0xff];
            if ((rolling & mask) == 0) {
                return i + 1;
            }
        }
        hash = rolling;
        return -1;
    }
}
