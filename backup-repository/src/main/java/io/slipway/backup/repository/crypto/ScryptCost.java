package io.slipway.backup.repository.crypto;

/**
 * How much work trying a passphrase is (RFC 7914).
 *
 * @param n a power of two; memory is 128·n·r bytes
 */
public record ScryptCost(int n, int r, int p) {
    /**
     * 32 MiB a part and a quarter of a second or less: what the OWASP Password Storage Cheat Sheet asks for at least. The parts may
     * be worked on side by side.
     */
    public static final ScryptCost DEFAULT = new ScryptCost(1 << 15, 8, 3);

    /** A key file is not authenticated before scrypt ran: whoever can write one must not be able to eat all memory. */
    private static final long MOST_MEMORY = 1L << 30;

    /** What may be taken for being done sooner. */
    private static final long MEMORY_FOR_SPEED = 64L << 20;

    public ScryptCost {
        if (n < 2
                || Integer.bitCount(n) != 1
                || r < 1
                || p < 1
                || 128L * n * r > MOST_MEMORY
                || (long) n * r * p > 1L << 26) {
            throw new IllegalArgumentException("scrypt with N=" + n + ", r=" + r + ", p=" + p + " is not accepted");
        }
    }

    /** How many of the {@code p} parts may be worked on at the same time, each with memory of its own. */
    int threads() {
        return Math.clamp(MEMORY_FOR_SPEED / (128L * n * r), 1, p);
    }
}
