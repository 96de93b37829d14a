package io.slipway.backup.repository.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.slipway.backup.primitive.Primitives;

/**
 * Keys from passphrases, RFC 7914. The JDK has none. It runs once in a process, mostly before anything of it is compiled: one
 * large method without calls gets fast soonest.
 */
final class Scrypt {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORDS = 16;

    private Scrypt() {}

    static byte[] derive(byte[] passphrase, byte[] salt, ScryptCost cost, int length) {
        int blockBytes = 128 * cost.r();
        byte[] blocks = pbkdf2(passphrase, salt, cost.p() * blockBytes);
        int threads = Math.min(cost.threads(), Runtime.getRuntime().availableProcessors());
        if (threads == 1) {
            mix(blocks, 0, 1, cost);
        } else {
            List<FutureTask<Void>> others = IntStream.range(1, threads)
                    .mapToObj(first -> new FutureTask<Void>(() -> mix(blocks, first, threads, cost), null))
                    .toList();
            others.forEach(Thread.ofPlatform().name("scrypt")::start);
            mix(blocks, 0, threads, cost);
            others.forEach(Scrypt::await);
        }
        byte[] key = pbkdf2(passphrase, blocks, length);
        Arrays.fill(blocks, (byte) 0);
        return key;
    }

    /** Every so many-th of the blocks: they do not depend on each other. */
    private static void mix(byte[] blocks, int first, int step, ScryptCost cost) {
        int blockBytes = 128 * cost.r();
        int[] block = new int[blockBytes / Integer.BYTES];
        int[] memory = new int[cost.n() * block.length];
        for (int i = first; i < cost.p(); i += step) {
            for (int word = 0; word < block.length; word++) {
                block[word] = (int) INTS.get(blocks, i * blockBytes + word * Integer.BYTES);
            }
            mix(block, memory, cost.n());
            for (int word = 0; word < block.length; word++) {
                INTS.set(blocks, i * blockBytes + word * Integer.BYTES, block[word]);
            }
        }
        Arrays.fill(memory, 0);
    }

    /** Waits even when interrupted: half a key is none, and it is over soon. What failed there fails here: so would the key. */
    private static void await(FutureTask<Void> part) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    part.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a part of the key could not be derived", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The RFC's scryptROMix. */
    private static void mix(int[] block, int[] memory, int n) {
        int length = block.length;
        int[] other = new int[length];
        int[] in = block;
        int[] out = other;
        for (int i = 0; i < n; i++) {
            System.arraycopy(in, 0, memory, i * length, length);
            mixBlock(in, out);
            int[] swap = in;
            in = out;
            out = swap;
        }
        for (int i = 0; i < n; i++) {
            int from = (in[length - WORDS] & n - 1) * length;
            for (int word = 0; word < length; word++) {
                in[word] ^= memory[from + word];
            }
            mixBlock(in, out);
            int[] swap = in;
            in = out;
            out = swap;
        }
        if (in != block) {
            System.arraycopy(in, 0, block, 0, length);
        }
    }

    /**
     * The RFC's scryptBlockMix: even blocks come to the first half, odd ones to the second. The words that go from one block to
     * the next stay in variables, which is a quarter faster than in an array.
     */
    private static void mixBlock(int[] in, int[] out) {
        int blocks = in.length / WORDS;
        int last = in.length - WORDS;
        int x0 = in[last];
        int x1 = in[last + 1];
        int x2 = in[last + 2];
        int x3 = in[last + 3];
        int x4 = in[last + 4];
        int x5 = in[last + 5];
        int x6 = in[last + 6];
        int x7 = in[last + 7];
        int x8 = in[last + 8];
        int x9 = in[last + 9];
        int x10 = in[last + 10];
        int x11 = in[last + 11];
        int x12 = in[last + 12];
        int x13 = in[last + 13];
        int x14 = in[last + 14];
        int x15 = in[last + 15];
        for (int block = 0; block < blocks; block++) {
            int from = block * WORDS;
            int to = (block / 2 + (block & 1) * blocks / 2) * WORDS;
            x0 ^= in[from];
            int y0 = x0;
            x1 ^= in[from + 1];
            int y1 = x1;
            x2 ^= in[from + 2];
            int y2 = x2;
            x3 ^= in[from + 3];
            int y3 = x3;
            x4 ^= in[from + 4];
            int y4 = x4;
            x5 ^= in[from + 5];
            int y5 = x5;
            x6 ^= in[from + 6];
            int y6 = x6;
            x7 ^= in[from + 7];
            int y7 = x7;
            x8 ^= in[from + 8];
            int y8 = x8;
            x9 ^= in[from + 9];
            int y9 = x9;
            x10 ^= in[from + 10];
            int y10 = x10;
            x11 ^= in[from + 11];
            int y11 = x11;
            x12 ^= in[from + 12];
            int y12 = x12;
            x13 ^= in[from + 13];
            int y13 = x13;
            x14 ^= in[from + 14];
            int y14 = x14;
            x15 ^= in[from + 15];
            int y15 = x15;
            // salsa20/8
            for (int round = 0; round < 4; round++) {
                x4 ^= Integer.rotateLeft(x0 + x12, 7);
                x8 ^= Integer.rotateLeft(x4 + x0, 9);
                x12 ^= Integer.rotateLeft(x8 + x4, 13);
                x0 ^= Integer.rotateLeft(x12 + x8, 18);
                x9 ^= Integer.rotateLeft(x5 + x1, 7);
                x13 ^= Integer.rotateLeft(x9 + x5, 9);
                x1 ^= Integer.rotateLeft(x13 + x9, 13);
                x5 ^= Integer.rotateLeft(x1 + x13, 18);
                x14 ^= Integer.rotateLeft(x10 + x6, 7);
                x2 ^= Integer.rotateLeft(x14 + x10, 9);
                x6 ^= Integer.rotateLeft(x2 + x14, 13);
                x10 ^= Integer.rotateLeft(x6 + x2, 18);
                x3 ^= Integer.rotateLeft(x15 + x11, 7);
                x7 ^= Integer.rotateLeft(x3 + x15, 9);
                x11 ^= Integer.rotateLeft(x7 + x3, 13);
                x15 ^= Integer.rotateLeft(x11 + x7, 18);
                x1 ^= Integer.rotateLeft(x0 + x3, 7);
                x2 ^= Integer.rotateLeft(x1 + x0, 9);
                x3 ^= Integer.rotateLeft(x2 + x1, 13);
                x0 ^= Integer.rotateLeft(x3 + x2, 18);
                x6 ^= Integer.rotateLeft(x5 + x4, 7);
                x7 ^= Integer.rotateLeft(x6 + x5, 9);
                x4 ^= Integer.rotateLeft(x7 + x6, 13);
                x5 ^= Integer.rotateLeft(x4 + x7, 18);
                x11 ^= Integer.rotateLeft(x10 + x9, 7);
                x8 ^= Integer.rotateLeft(x11 + x10, 9);
                x9 ^= Integer.rotateLeft(x8 + x11, 13);
                x10 ^= Integer.rotateLeft(x9 + x8, 18);
                x12 ^= Integer.rotateLeft(x15 + x14, 7);
                x13 ^= Integer.rotateLeft(x12 + x15, 9);
                x14 ^= Integer.rotateLeft(x13 + x12, 13);
                x15 ^= Integer.rotateLeft(x14 + x13, 18);
            }
            x0 += y0;
            out[to] = x0;
            x1 += y1;
            out[to + 1] = x1;
            x2 += y2;
            out[to + 2] = x2;
            x3 += y3;
            out[to + 3] = x3;
            x4 += y4;
            out[to + 4] = x4;
            x5 += y5;
            out[to + 5] = x5;
            x6 += y6;
            out[to + 6] = x6;
            x7 += y7;
            out[to + 7] = x7;
            x8 += y8;
            out[to + 8] = x8;
            x9 += y9;
            out[to + 9] = x9;
            x10 += y10;
            out[to + 10] = x10;
            x11 += y11;
            out[to + 11] = x11;
            x12 += y12;
            out[to + 12] = x12;
            x13 += y13;
            out[to + 13] = x13;
            x14 += y14;
            out[to + 14] = x14;
            x15 += y15;
            out[to + 15] = x15;
        }
    }

    /** PBKDF2-HMAC-SHA-256 with one iteration, which is all that scrypt takes of it. */
    private static byte[] pbkdf2(byte[] passphrase, byte[] salt, int length) {
        try {
            Mac mac = Primitives.hmac();
            // HMAC pads a key with zeros; Java refuses an empty one.
            mac.init(new SecretKeySpec(passphrase.length == 0 ? new byte[1] : passphrase, "HmacSHA256"));
            byte[] key = new byte[length];
            for (int at = 0, block = 1; at < length; at += mac.getMacLength(), block++) {
                mac.update(salt);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(block).flip());
                System.arraycopy(mac.doFinal(), 0, key, at, Math.min(mac.getMacLength(), length - at));
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }
}
