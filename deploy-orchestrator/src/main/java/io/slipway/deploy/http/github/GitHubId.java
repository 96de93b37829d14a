package io.slipway.deploy.http.github;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * GitHub's ids are integers. Ours become the first 52 bits of their SHA-256: the same on every instance without being
 * kept anywhere, and exact in a JavaScript number.
 */
final class GitHubId {
    private static final int SPARE_BITS = Long.SIZE - 52;

    private GitHubId() {}

    static long of(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() >>> SPARE_BITS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** GitHub's other id of the same thing, for its GraphQL API. */
    static String node(String kind, String id) {
        return Base64.getEncoder().encodeToString((kind + of(id)).getBytes(StandardCharsets.UTF_8));
    }
}
