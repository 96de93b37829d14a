package io.slipway.backup.repository.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What everything in a repository is encrypted and authenticated with (restic, doc/design.rst, "Keys, Encryption and MAC").
 *
 * @param encrypt 32 bytes for AES-256
 * @param macK 16 bytes for the AES-128 that makes Poly1305's one-time part from the nonce
 * @param macR 16 bytes, Poly1305's other part
 */
public record MasterKey(byte[] encrypt, byte[] macK, byte[] macR) {
    public static final int BYTES = 64;

    public MasterKey {
        if (encrypt.length != 32 || macK.length != 16 || macR.length != 16) {
            throw new IllegalArgumentException("a key has 32, 16 and 16 bytes");
        }
    }

    public static MasterKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** Of 64 bytes: for encryption, then the two for authentication. */
    static MasterKey of(byte[] bytes) {
        return new MasterKey(
                Arrays.copyOfRange(bytes, 0, 32), Arrays.copyOfRange(bytes, 32, 48), Arrays.copyOfRange(bytes, 48, 64));
    }

    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(encrypt, BYTES);
        System.arraycopy(macK, 0, bytes, 32, 16);
        System.arraycopy(macR, 0, bytes, 48, 16);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey key && java.security.MessageDigest.isEqual(bytes(), key.bytes());
    }

    @Override
    public int hashCode() {
        return 0;
    }

    /** Without the key: it must not get into a log. */
    @Override
    public String toString() {
        return "MasterKey";
    }
}
