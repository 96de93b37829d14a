package io.slipway.config.secret;

import java.util.Set;

/** Keeps key-encryption keys, which never leave it, and wraps data keys with them. */
public interface KeyWrapper {
    /** The key that new data keys are wrapped with. */
    String primaryKeyId();

    /** All keys it can unwrap with, the primary among them. */
    Set<String> keyIds();

    /**
     * Wraps a data key under the primary key.
     *
     * @param key the data key in the clear; the caller wipes it
     * @param associatedData what has to be the same again when it is unwrapped
     * @throws SecretException (key unavailable) when the key cannot be reached
     */
    WrappedKey wrap(byte[] key, byte[] associatedData);

    /**
     * Gives the data key back; the caller wipes it.
     *
     * @throws SecretException (key unavailable) when the key is not here, (does not open) when it is and does not fit
     */
    byte[] unwrap(WrappedKey wrapped, byte[] associatedData);
}
