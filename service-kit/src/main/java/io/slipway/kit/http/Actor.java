package io.slipway.kit.http;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param token name of the bearer token
 * @param person who is behind it, as the caller says; not verified
 */
public record Actor(String token, @Nullable String person) {
    /** The header in which a caller names the person it acts for. */
    public static final String HEADER = "X-Slipway-Actor";

    static final String ATTRIBUTE = Actor.class.getName();

    private static final int MAX_LENGTH = 100;

    static Actor of(String token, @Nullable String header) {
        if (header == null) {
            return new Actor(token, null);
        }
        String clean = header.replaceAll("[^\\p{L}\\p{N}._@+ -]", "").strip();
        return new Actor(token, clean.isEmpty() ? null : clean.substring(0, Math.min(clean.length(), MAX_LENGTH)));
    }

    /** As it is written into envelopes: {@code ci}, or {@code ci/alice}. */
    public String name() {
        return person == null ? token : token + "/" + person;
    }
}
