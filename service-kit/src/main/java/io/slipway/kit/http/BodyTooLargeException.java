package io.slipway.kit.http;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** More bytes came than a request body may have. */
final class BodyTooLargeException extends IOException {
    BodyTooLargeException(long limit) {
        super("a request body may have at most " + limit + " bytes");
    }

    /** The one behind another exception, if it is. */
    static Optional<BodyTooLargeException> in(@Nullable Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof BodyTooLargeException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
