package io.slipway.google;

import java.io.IOException;

/** Gives the access token that requests to Google Cloud carry. May be called from many threads. */
public interface AccessTokens {
    /** @throws NoTokenException when there is none; the message says why, and holds nothing secret */
    String get() throws IOException, InterruptedException;

    /** Takes note that a token was not accepted: the next one is asked for. */
    void refused(String token);

    /** A token that somebody else keeps fresh. */
    static AccessTokens given(String token) {
        return new AccessTokens() {
            @Override
            public String get() {
                return token;
            }

            @Override
            public void refused(String refused) {
                // There is no other one.
            }
        };
    }
}
