package io.slipway.backup.primitive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of the JDK, fed so that it is fast soon. */
public final class Sha256 {
    private static final Slices SLICES = new Slices();

    /** Looking one up takes as long as a hash of a small blob. */
    private static final ThreadLocal<MessageDigest> OF_THREAD = ThreadLocal.withInitial(Sha256::digest);

    private Sha256() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Of some bytes, all at once. */
    public static byte[] hash(byte[] bytes, int offset, int length) {
        MessageDigest digest = OF_THREAD.get();
        digest.reset();
        update(digest, bytes, offset, length);
        return digest.digest();
    }

    public static void update(MessageDigest digest, byte[] bytes, int offset, int length) {
        for (int at = 0, slice; at < length; at += slice) {
            slice = Math.min(SLICES.next(), length - at);
            digest.update(bytes, offset + at, slice);
        }
    }
}
