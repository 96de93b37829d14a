package io.slipway.backup.primitive;

/**
 * How much is given at a time to one of the methods that the JVM replaces by instructions of the processor. It does so only after
 * some hundred calls, and is twenty times slower before: so the first ones are short. A megabyte a call would keep it slow for the
 * first gigabyte. Counts without locks; what is lost of it does no harm.
 */
public final class Slices {
    /** A multiple of the blocks of AES, SHA-256 and Poly1305. */
    private static final int FIRST = 512;

    private static final int LATER = 16 << 10;
    private static final int ENOUGH_CALLS = 4000;

    private int calls;

    /** The length of the next one, in bytes. */
    public int next() {
        int sofar = calls;
        if (sofar >= ENOUGH_CALLS) {
            return LATER;
        }
        calls = sofar + 1;
        return FIRST;
    }
}
