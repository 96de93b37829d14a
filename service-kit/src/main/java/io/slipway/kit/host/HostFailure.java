package io.slipway.kit.host;

import java.util.List;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/** Tells what a new session can mend from what it cannot. */
final class HostFailure {
    private static final List<Class<? extends Throwable>> FINAL = List.of(
            UnreadableStateException.class,
            InvalidOffsetException.class,
            FencedInstanceIdException.class,
            AuthorizationException.class,
            Error.class);

    private HostFailure() {}

    /** Whether going on would lose or repeat commands, or fail of the same cause at once. */
    static boolean isFinal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable current = cause;
            if (FINAL.stream().anyMatch(type -> type.isInstance(current))) {
                return true;
            }
        }
        return false;
    }
}
