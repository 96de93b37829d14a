package io.slipway.backup.repository.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.slipway.backup.primitive.Slices;

/**
 * The message authentication code Poly1305 (RFC 8439, section 2.5). The JDK has it only together with ChaCha20. Numbers are held
 * in three words of 44, 44 and 42 bits, so that products of them fit into 128.
 */
final class Poly1305 {
    static final int TAG = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Slices SLICES = new Slices();
    private static final int BLOCK = 16;
    private static final long MASK_44 = (1L << 44) - 1;
    private static final long MASK_42 = (1L << 42) - 1;
    private static final long BIT_128 = 1L << 40;

    private Poly1305() {}

    /**
     * Writes the code of a message.
     *
     * @param key 32 bytes: r, of which the bits are cleared that must be, and s
     */
    static void tag(byte[] key, byte[] message, int offset, int length, byte[] out, int outOffset) {
        long low = (long) LONGS.get(key, 0) & 0x0ffffffc0fffffffL;
        long high = (long) LONGS.get(key, 8) & 0x0ffffffc0ffffffcL;
        long r0 = low & MASK_44;
        long r1 = (low >>> 44 | high << 20) & MASK_44;
        long r2 = high >>> 24;
        State state = new State();
        int whole = length / BLOCK * BLOCK;
        for (int at = 0, slice; at < whole; at += slice) {
            slice = Math.min(SLICES.next(), whole - at);
            blocks(state, r0, r1, r2, message, offset + at, slice, BIT_128);
        }
        if (whole < length) {
            byte[] last = Arrays.copyOf(Arrays.copyOfRange(message, offset + whole, offset + length), BLOCK);
            last[length - whole] = 1;
            blocks(state, r0, r1, r2, last, 0, BLOCK, 0);
        }
        state.finish((long) LONGS.get(key, 16), (long) LONGS.get(key, 24), out, outOffset);
    }

    private static void blocks(
            State state, long r0, long r1, long r2, byte[] message, int offset, int length, long bit) {
        // What overflows 130 bits comes back times 5; the words leave 2 bits more.
        long s1 = r1 * 20;
        long s2 = r2 * 20;
        long h0 = state.h0;
        long h1 = state.h1;
        long h2 = state.h2;
        for (int at = offset; at < offset + length; at += BLOCK) {
            long low = (long) LONGS.get(message, at);
            long high = (long) LONGS.get(message, at + 8);
            h0 += low & MASK_44;
            h1 += (low >>> 44 | high << 20) & MASK_44;
            h2 += high >>> 24 | bit;

            long l00 = h0 * r0;
            long l01 = h1 * s2;
            long l02 = h2 * s1;
            long lo = l00 + l01;
            long hi = Math.multiplyHigh(h0, r0) + Math.multiplyHigh(h1, s2) + carry(l00, lo);
            long d0 = lo + l02;
            long e0 = hi + Math.multiplyHigh(h2, s1) + carry(lo, d0);

            long l10 = h0 * r1;
            long l11 = h1 * r0;
            long l12 = h2 * s2;
            lo = l10 + l11;
            hi = Math.multiplyHigh(h0, r1) + Math.multiplyHigh(h1, r0) + carry(l10, lo);
            long d1 = lo + l12;
            long e1 = hi + Math.multiplyHigh(h2, s2) + carry(lo, d1);

            long l20 = h0 * r2;
            long l21 = h1 * r1;
            long l22 = h2 * r0;
            lo = l20 + l21;
            hi = Math.multiplyHigh(h0, r2) + Math.multiplyHigh(h1, r1) + carry(l20, lo);
            long d2 = lo + l22;
            long e2 = hi + Math.multiplyHigh(h2, r0) + carry(lo, d2);

            long c = d0 >>> 44 | e0 << 20;
            h0 = d0 & MASK_44;
            long sum = d1 + c;
            e1 += carry(d1, sum);
            c = sum >>> 44 | e1 << 20;
            h1 = sum & MASK_44;
            sum = d2 + c;
            e2 += carry(d2, sum);
            c = sum >>> 42 | e2 << 22;
            h2 = sum & MASK_42;
            h0 += c * 5;
            c = h0 >>> 44;
            h0 &= MASK_44;
            h1 += c;
        }
        state.h0 = h0;
        state.h1 = h1;
        state.h2 = h2;
    }

    /** 1 if adding something to the first number overflowed to the second one. */
    private static long carry(long before, long sum) {
        return Long.compareUnsigned(sum, before) < 0 ? 1 : 0;
    }

    /** The number that a message comes to. */
    private static final class State {
        private long h0;
        private long h1;
        private long h2;

        void finish(long s0, long s1, byte[] out, int offset) {
            carryAll();
            carryAll();
            // h - p, and back to h if that is negative; without a branch that would tell which it was.
            long g0 = h0 + 5;
            long g1 = h1 + (g0 >>> 44);
            g0 &= MASK_44;
            long g2 = h2 + (g1 >>> 44) - (1L << 42);
            g1 &= MASK_44;
            long keep = g2 >> 63;
            h0 = h0 & keep | g0 & ~keep;
            h1 = h1 & keep | g1 & ~keep;
            h2 = h2 & keep | g2 & ~keep;
            long low = h0 | h1 << 44;
            long high = h1 >>> 20 | h2 << 24;
            long sum = low + s0;
            LONGS.set(out, offset, sum);
            LONGS.set(out, offset + 8, high + s1 + carry(low, sum));
        }

        private void carryAll() {
            h1 += h0 >>> 44;
            h0 &= MASK_44;
            h2 += h1 >>> 44;
            h1 &= MASK_44;
            h0 += (h2 >>> 42) * 5;
            h2 &= MASK_42;
        }
    }
}
