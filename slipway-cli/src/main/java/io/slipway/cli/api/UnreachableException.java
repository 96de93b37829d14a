package io.slipway.cli.api;

import java.net.URI;

/** Nobody answers, or not in a way we understand. */
public final class UnreachableException extends RuntimeException {
    /** Something answers that is no Slipway. */
    public UnreachableException(URI url) {
        super("What answers at " + url + " is no Slipway. Set SLIPWAY_URL, or --url.");
    }

    /** Something answers with an error that is no Slipway's. */
    public UnreachableException(URI url, int status) {
        super("What answers at " + url + " is no Slipway, or not Slipway alone (HTTP " + status
                + "). Set SLIPWAY_URL, or --url.");
    }

    public UnreachableException(URI url, Throwable cause) {
        super(
                "Slipway is not answering at " + url + " (" + cause.getClass().getSimpleName()
                        + "). Start it with: slipway up. Or set SLIPWAY_URL.",
                cause);
    }
}
