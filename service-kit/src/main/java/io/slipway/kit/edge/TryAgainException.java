package io.slipway.kit.edge;

import org.jspecify.annotations.Nullable;

/**
 * The record is fine and could not be processed for now. It is tried again for as long as it takes, and never becomes a
 * dead letter; what follows it in its partition waits.
 */
public class TryAgainException extends RuntimeException {
    public TryAgainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
