package io.slipway.backup.repository.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.slipway.backup.primitive.Primitives;
import io.slipway.backup.primitive.Slices;
import io.slipway.backup.repository.DamagedException;

/**
 * Encrypts and authenticates as restic does: {@code nonce(16) || AES-256-CTR || Poly1305-AES(16)}, the tag over the cipher text.
 * May be used from many threads.
 */
public final class Sealer {
    public static final int NONCE = 16;

    private static final int TAG = 16;

    /** By how much sealing makes it longer. */
    public static final int OVERHEAD = NONCE + TAG;

    private static final Slices SLICES = new Slices();

    private final SecretKeySpec encrypt;
    private final SecretKeySpec authenticate;
    private final byte[] authenticateR;
    private final ThreadLocal<Ciphers> ciphers;
    private final SecureRandom random = new SecureRandom();

    public Sealer(MasterKey key) {
        this.encrypt = new SecretKeySpec(key.encrypt(), "AES");
        this.authenticate = new SecretKeySpec(key.macK(), "AES");
        this.authenticateR = key.macR().clone();
        this.ciphers = ThreadLocal.withInitial(this::ciphers);
    }

    private record Ciphers(Cipher stream, Cipher block) {}

    private Ciphers ciphers() {
        try {
            Cipher block = Primitives.cipher("AES/ECB/NoPadding");
            block.init(Cipher.ENCRYPT_MODE, authenticate);
            return new Ciphers(Primitives.cipher("AES/CTR/NoPadding"), block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES", e);
        }
    }

    public byte[] seal(byte[] plain) {
        byte[] out = new byte[plain.length + OVERHEAD];
        seal(plain, 0, plain.length, out, 0);
        return out;
    }

    /** Writes {@code length + OVERHEAD} bytes; the two must not be the same array. */
    public void seal(byte[] plain, int offset, int length, byte[] out, int outOffset) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, out, outOffset, NONCE);
        crypt(nonce, plain, offset, length, out, outOffset + NONCE);
        tag(nonce, out, outOffset + NONCE, length, out, outOffset + NONCE + length);
    }

    public byte[] open(byte[] sealed) throws DamagedException {
        byte[] out = new byte[Math.max(0, sealed.length - OVERHEAD)];
        open(sealed, 0, sealed.length, out, 0);
        return out;
    }

    /**
     * Checks and decrypts; gives {@code length - OVERHEAD} bytes.
     *
     * @throws DamagedException if this is not what was sealed with this key; nothing was decrypted then
     */
    public int open(byte[] sealed, int offset, int length, byte[] out, int outOffset) throws DamagedException {
        if (length < OVERHEAD) {
            throw new DamagedException(length + " bytes are too few for anything encrypted");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, offset, offset + NONCE);
        int plain = length - OVERHEAD;
        byte[] expected = new byte[TAG];
        tag(nonce, sealed, offset + NONCE, plain, expected, 0);
        byte[] found = Arrays.copyOfRange(sealed, offset + length - TAG, offset + length);
        if (!MessageDigest.isEqual(expected, found)) {
            throw new DamagedException("its authentication code does not fit");
        }
        crypt(nonce, sealed, offset + NONCE, plain, out, outOffset);
        return plain;
    }

    /** Decrypts without a check what was sealed a moment ago: for comparing it with what it was made of. */
    public void reveal(byte[] sealed, int offset, int length, byte[] out, int outOffset) {
        byte[] nonce = Arrays.copyOfRange(sealed, offset, offset + NONCE);
        crypt(nonce, sealed, offset + NONCE, length - OVERHEAD, out, outOffset);
    }

    private void crypt(byte[] nonce, byte[] in, int offset, int length, byte[] out, int outOffset) {
        try {
            Cipher cipher = ciphers.get().stream();
            cipher.init(Cipher.ENCRYPT_MODE, encrypt, new IvParameterSpec(nonce));
            int at = 0;
            for (int slice = SLICES.next(); length - at > slice; slice = SLICES.next()) {
                cipher.update(in, offset + at, slice, out, outOffset + at);
                at += slice;
            }
            cipher.doFinal(in, offset + at, length - at, out, outOffset + at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in counter mode takes any bytes", e);
        }
    }

    private void tag(byte[] nonce, byte[] message, int offset, int length, byte[] out, int outOffset) {
        byte[] key = Arrays.copyOf(authenticateR, 2 * TAG);
        try {
            ciphers.get().block().doFinal(nonce, 0, NONCE, key, TAG);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES takes any block", e);
        }
        Poly1305.tag(key, message, offset, length, out, outOffset);
    }
}
