package io.slipway.configservice.keys.gcp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key in Cloud KMS. Its versions are the service's business: it encrypts with the primary one, and decrypts with whichever
 * encrypted.
 *
 * @param resource {@code projects/…/locations/…/keyRings/…/cryptoKeys/…}
 */
record CryptoKeyName(String resource) {
    private static final String SCHEME = "gcp-kms://";
    private static final Pattern URI =
            Pattern.compile(SCHEME + "(projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}"
                    + "/cryptoKeys/[A-Za-z0-9_-]{1,63})");

    /**
     * Reads the form that Tink and others use.
     *
     * @throws IllegalArgumentException when it is none, or names a version
     */
    static CryptoKeyName parse(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("slipway.config.kms.keys: '" + uri + "' is not of the form " + SCHEME
                    + "projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>, without a version");
        }
        return new CryptoKeyName(matcher.group(1));
    }

    /** What a wrapped data key names it by. */
    String uri() {
        return SCHEME + resource;
    }

    /** Whether this is the name of one of its versions. */
    boolean hasVersion(String name) {
        return name.startsWith(resource + "/cryptoKeyVersions/");
    }
}
