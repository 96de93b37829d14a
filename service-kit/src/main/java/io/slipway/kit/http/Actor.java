package io.slipway.kit.http;

import jakarta.servlet.ServletRequest;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param token name of the bearer token
 * @param person who is behind it, as the caller says
 * @param trusted whether the token's word for the person counts
 */
public record Actor(String token, @Nullable String person, boolean trusted) {
    /** The header in which a caller names the person it acts for. */
    public static final String HEADER = "X-Slipway-Actor";

    static final String ATTRIBUTE = Actor.class.getName();

    private static final int MAX_LENGTH = 100;

    /** Of a request that came past the check of its token, outside of a controller. */
    public static Actor of(ServletRequest request) {
        return (Actor) request.getAttribute(ATTRIBUTE);
    }

    static Actor of(String token, @Nullable String header, boolean trusted) {
        if (header == null) {
            return new Actor(token, null, trusted);
        }
        String clean = header.replaceAll("[^\\p{L}\\p{N}._@+ -]", "").strip();
        return new Actor(
                token, clean.isEmpty() ? null : clean.substring(0, Math.min(clean.length(), MAX_LENGTH)), trusted);
    }

    /**
     * As it is written into envelopes: {@code ci}, {@code ci/alice} for what a token claims that is not trusted, and
     * {@code alice} where it is. {@link io.slipway.kit.aggregate.Directory#principal} reads it.
     */
    public String name() {
        if (person == null) {
            return token;
        }
        return trusted ? person : token + "/" + person;
    }
}
