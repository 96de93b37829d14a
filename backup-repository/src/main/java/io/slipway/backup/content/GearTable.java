package io.slipway.backup.content;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.slipway.backup.primitive.Primitives;

/**
 * A random number for each byte, by which a chunker finds its cuts. It follows from a key, so that the lengths of chunks do
 * not tell which known file they are of.
 */
public final class GearTable {
    /** What {@link io.slipway.backup.repository.Repository#derivedKey} is asked for to have one key for all streams. */
    public static final String PURPOSE = "slipway chunker";

    private static final int ENTRIES = 256;

    private final long[] numbers;

    private GearTable(long[] numbers) {
        this.numbers = numbers;
    }

    /** The numbers are HMAC-SHA-256 of a counter under the key. */
    public static GearTable of(byte[] key) {
        try {
            Mac mac = Primitives.hmac();
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            ByteBuffer numbers = ByteBuffer.allocate(ENTRIES * Long.BYTES);
            for (int counter = 0; numbers.hasRemaining(); counter++) {
                numbers.put(mac.doFinal(
                        ByteBuffer.allocate(Integer.BYTES).putInt(counter).array()));
            }
            long[] table = new long[ENTRIES];
            numbers.flip().asLongBuffer().get(table);
            return new GearTable(table);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }

    long[] numbers() {
        return numbers;
    }
}
