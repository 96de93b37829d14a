package io.slipway.kit.topics;

import org.jspecify.annotations.Nullable;

/** The cluster cannot be reached or cannot keep what the platform promises. The message says what to do. */
public final class ClusterUnfitException extends RuntimeException {
    ClusterUnfitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
