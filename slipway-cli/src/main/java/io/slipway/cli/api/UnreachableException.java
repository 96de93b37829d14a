package io.slipway.cli.api;

import java.net.URI;

/** Nobody answers, or not in a way we understand. */
public final class UnreachableException extends RuntimeException {
    public UnreachableException(URI url, Throwable cause) {
        super(
                "Slipway is not answering at " + url + " (" + cause.getClass().getSimpleName()
                        + "). Start it with: slipway up. Or set SLIPWAY_URL.",
                cause);
    }
}
