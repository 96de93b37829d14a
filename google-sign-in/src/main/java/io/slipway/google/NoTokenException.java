package io.slipway.google;

import java.io.IOException;

/** There is no token to sign in with. It never carries a part of one, nor a message of the other side. */
public final class NoTokenException extends IOException {
    private static final long serialVersionUID = 1L;

    NoTokenException(String message) {
        super(message);
    }
}
