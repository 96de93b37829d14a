package io.slipway.backup.repository.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
        int[] block = new int[blockBytes / Integer.BYTES];
        int[] memory = new int[cost.n() * block.length];
        for (int i = 0; i < cost.p(); i++) {
            for (int word = 0; word < block.length; word++) {
                block[word] = (int) INTS.get(blocks, i * blockBytes + word * Integer.BYTES);
            }
            mix(block, memory, cost.n());
            for (int word = 0; word < block.length; word++) {
                INTS.set(blocks, i * blockBytes + word * Integer.BYTES, block[word]);
            }
        }
        byte[] key = pbkdf2(passphrase, blocks, length);
        Arrays.fill(blocks, (byte) 0);
        Arrays.fill(memory, 0);
        return key;
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

    /** The RFC's scryptBlockMix: even blocks come to the first half, odd ones to the second. */
    private static void mixBlock(int[] in, int[] out) {
        int blocks = in.length / WORDS;
        int[] x = Arrays.copyOfRange(in, in.length - WORDS, in.length);
        for (int i = 0; i < blocks; i++) {
            salsa(x, in, i * WORDS, out, (i / 2 + (i & 1) * blocks / 2) * WORDS);
        }
    }

    /** {@code x = salsa20/8(x xor in)}, which goes to {@code out} as well. */
    private static void salsa(int[] x, int[] in, int from, int[] out, int to) {
        for (int i = 0; i < WORDS; i++) {
            x[i] ^= in[from + i];
        }
        int x0 = x[0];
        int x1 = x[1];
        int x2 = x[2];
        int x3 = x[3];
        int x4 = x[4];
        int x5 = x[5];
        int x6 = x[6];
        int x7 = x[7];
        int x8 = x[8];
        int x9 = x[9];
        int x10 = x[10];
        int x11 = x[11];
        int x12 = x[12];
        int x13 = x[13];
        int x14 = x[14];
        int x15 = x[15];
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
        x[0] += x0;
        x[1] += x1;
        x[2] += x2;
        x[3] += x3;
        x[4] += x4;
        x[5] += x5;
        x[6] += x6;
        x[7] += x7;
        x[8] += x8;
        x[9] += x9;
        x[10] += x10;
        x[11] += x11;
        x[12] += x12;
        x[13] += x13;
        x[14] += x14;
        x[15] += x15;
        System.arraycopy(x, 0, out, to, WORDS);
    }

    /** PBKDF2-HMAC-SHA-256 with one iteration, which is all that scrypt takes of it. */
    private static byte[] pbkdf2(byte[] passphrase, byte[] salt, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
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
