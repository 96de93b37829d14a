package io.slipway.config.secret;

/** A secret that cannot be made or opened. Its message names keys and addresses and never a value or key material. */
public final class SecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for whoever decides what to do about it. */
    public enum Reason {
        /** The text is no ciphertext of a known version. */
        MALFORMED,
        /** The key is not at hand: the keyset is lost, or this key is not in it. */
        KEY_UNAVAILABLE,
        /** The key is there and does not open it: made for another address, or changed since. */
        DOES_NOT_OPEN,
        /** Others on the host can read the keyset. */
        KEYSET_EXPOSED,
        /** The key is still needed and cannot be destroyed. */
        STILL_IN_USE
    }

    private final Reason reason;

    /** Without a cause on purpose: what a library says below could quote what it was given. */
    public SecretException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
