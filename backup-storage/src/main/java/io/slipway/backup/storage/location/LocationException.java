package io.slipway.backup.storage.location;

/** A text names no place that a repository can be in, or settings do not fit it; the message says how to write it. */
public final class LocationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LocationException(String message) {
        super(message);
    }
}
