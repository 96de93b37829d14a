package io.slipway.backup.repository.file;

import java.security.SecureRandom;

/**
 * The polynomial that restic cuts content by, which a repository's config has to name: irreducible over GF(2), of degree 53.
 * We cut otherwise; it is here for restic's backups into the same repository.
 */
final class ChunkerPolynomial {
    private static final int DEGREE = 53;

    private ChunkerPolynomial() {}

    static long random(SecureRandom random) {
        while (true) {
            long candidate = (random.nextLong() & ((1L << DEGREE) - 1)) | (1L << DEGREE) | 1;
            if (isIrreducible(candidate)) {
                return candidate;
            }
        }
    }

    /**
     * Rabin's test for a prime degree n: f is irreducible if and only if x^(2^n) = x modulo f, and f has no common divisor with
     * x^2 - x (which it has not when both its lowest coefficient and its value at 1 are 1).
     */
    static boolean isIrreducible(long f) {
        if (Long.highestOneBit(f) != 1L << DEGREE || (f & 1) == 0 || Long.bitCount(f) % 2 == 0) {
            return false;
        }
        long power = 2;
        for (int i = 0; i < DEGREE; i++) {
            power = square(power, f);
        }
        return power == 2;
    }

    private static long square(long a, long f) {
        long result = 0;
        long shifted = a;
        for (long rest = a; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                result ^= shifted;
            }
            shifted <<= 1;
            if ((shifted >>> DEGREE) != 0) {
                shifted ^= f;
            }
        }
        return result;
    }
}
