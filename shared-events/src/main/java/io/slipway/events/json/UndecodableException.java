package io.slipway.events.json;

/** A record that is not a message of ours. Trying again does not help; the message says what is wrong with it. */
public sealed class UndecodableException extends RuntimeException {
    public UndecodableException(String message) {
        super(message);
    }

    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A well-formed CloudEvent of a type this version does not know: an event to skip, a command to dead-letter. */
    public static final class UnknownType extends UndecodableException {
        public UnknownType(String type) {
            super("unknown type " + type + "; it may be from a newer version");
        }
    }
}
