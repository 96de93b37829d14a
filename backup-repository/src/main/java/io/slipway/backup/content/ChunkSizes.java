package io.slipway.backup.content;

/**
 * How long chunks are, in bytes. Nothing but the last chunk of a stream is shorter than {@code min}, nothing is longer than
 * {@code max}, and most are about as long as {@code normal}.
 *
 * @param normal where the chunker begins to take a cut more easily; a power of two
 */
public record ChunkSizes(int min, int normal, int max) {
    /**
     * Chunks of 1 MiB: what restic aims at with the same smallest and largest size. What reads restic's format expects no
     * longer ones than 8 MiB.
     */
    public static final ChunkSizes DEFAULT = new ChunkSizes(512 << 10, 1 << 20, 8 << 20);

    public ChunkSizes {
        if (min < 64 || normal <= min || max <= normal || Integer.bitCount(normal) != 1) {
            throw new IllegalArgumentException("no sizes of chunks: " + min + ", " + normal + ", " + max);
        }
    }
}
