package io.slipway.config.layer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The address of a whole source by its content: SHA-256 over a first line that names the form, then for every document in the
 * order of the paths' bytes the length of the path, the path, the length of the content and the content; lengths are four
 * bytes, the highest first.
 *
 * @param hex 64 hexadecimal digits
 */
public record RevisionId(String hex) {
    private static final byte[] FORM = "slipway-config-1\n".getBytes(UTF_8);
    private static final int DIGITS = 64;

    public RevisionId {
        if (hex.length() != DIGITS || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new IllegalArgumentException("a revision is " + DIGITS + " lower-case hexadecimal digits");
        }
    }

    /** The same documents in any order have the same address. */
    public static RevisionId of(Collection<ConfigDocument> documents) {
        TreeMap<String, byte[]> sorted = new TreeMap<>();
        documents.forEach(document -> sorted.put(document.path(), document.bytes()));
        return of(sorted);
    }

    /** @param documents contents by path, among them those that belong to no layer */
    public static RevisionId of(Map<String, byte[]> documents) {
        TreeMap<String, byte[]> sorted = new TreeMap<>(documents);
        MessageDigest digest = sha256();
        digest.update(FORM);
        sorted.forEach((path, bytes) -> {
            update(digest, path.getBytes(UTF_8));
            update(digest, bytes);
        });
        return new RevisionId(HexFormat.of().formatHex(digest.digest()));
    }

    /** Enough digits for people. */
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public String toString() {
        return hex;
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
