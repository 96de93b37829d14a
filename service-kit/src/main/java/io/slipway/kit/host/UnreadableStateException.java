package io.slipway.kit.host;

/** The store holds a state that this version cannot read. The host stops: going on would decide on nothing. */
final class UnreadableStateException extends RuntimeException {
    UnreadableStateException(String key, Throwable cause) {
        super("the stored state of " + key + " cannot be read by this version", cause);
    }
}
