package io.slipway.config.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An encrypted value as it stands in a document: <code>{cipher}v1:&lt;key id&gt;:&lt;base64url&gt;</code>, one line
 * without quotes, spaces or padding, fit for YAML, JSON, .properties and .env alike. It may be shown to anybody.
 *
 * @param kind how it was made
 * @param keyId the data key that opens it
 * @param payload what the algorithm gave, in base64url without padding
 */
public record Ciphertext(Kind kind, String keyId, String payload) {
    private static final String MARK = "{cipher}";
    private static final Pattern FORMAT =
            Pattern.compile("\\{cipher}([a-z]\\d+):([0-9A-Za-z-]{1,64}):([0-9A-Za-z_-]+)");

    /** The versions of the format; one is never changed, a new one gets a new tag. */
    public enum Kind {
        /** AES-256-GCM under the data key: 12 bytes nonce, ciphertext, 16 bytes tag. */
        SYMMETRIC("v1", 12 + 16),
        /** HPKE of RFC 9180 in base mode, X25519 and HKDF-SHA256 with AES-256-GCM: 32 bytes encapsulated key, ciphertext, tag. */
        SEALED("h1", 32 + 16);

        private final String tag;
        private final int overhead;

        Kind(String tag, int overhead) {
            this.tag = tag;
            this.overhead = overhead;
        }
    }

    public Ciphertext {
        if (decode(payload).length < kind.overhead) {
            throw malformed("it is cut off: " + kind.tag + " has at least " + kind.overhead + " bytes");
        }
    }

    static Ciphertext of(Kind kind, String keyId, byte[] payload) {
        return new Ciphertext(
                kind, keyId, Base64.getUrlEncoder().withoutPadding().encodeToString(payload));
    }

    /** Whether the text claims to be a ciphertext, well formed or not. */
    public static boolean claimed(String text) {
        return text.startsWith(MARK);
    }

    /**
     * Reads the text form.
     *
     * @throws SecretException (malformed) saying what is wrong without quoting the text, which may be a secret by mistake
     */
    public static Ciphertext parse(String text) {
        if (!claimed(text)) {
            throw malformed("it does not start with " + MARK);
        }
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw malformed("expected " + MARK + "v1:<key id>:<base64url> in one piece");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.tag.equals(matcher.group(1)))
                .findAny()
                .orElseThrow(() -> malformed("its version is unknown; known are v1 and h1"));
        return new Ciphertext(kind, matcher.group(2), matcher.group(3));
    }

    byte[] bytes() {
        return decode(payload);
    }

    private static byte[] decode(String payload) {
        try {
            return Base64.getUrlDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            throw malformed("what follows the key id is not base64url");
        }
    }

    private static SecretException malformed(String why) {
        return new SecretException(SecretException.Reason.MALFORMED, "This is not a ciphertext: " + why);
    }

    /** The text form, which {@link #parse} reads. */
    @Override
    public String toString() {
        return MARK + kind.tag + ":" + keyId + ":" + payload;
    }
}
