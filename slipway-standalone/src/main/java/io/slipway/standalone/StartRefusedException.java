package io.slipway.standalone;

/** The standalone cannot start as things are. The message says why and what to do, for a person. */
final class StartRefusedException extends RuntimeException {
    StartRefusedException(String message) {
        super(message);
    }
}
