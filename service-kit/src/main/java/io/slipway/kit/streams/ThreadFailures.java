package io.slipway.kit.streams;

import java.util.List;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when a stream thread dies: another takes its place, unless it would die of the same cause. */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final List<Class<? extends Throwable>> FATAL = List.of(
            UnreadableStateException.class,
            InvalidOffsetException.class,
            FencedInstanceIdException.class,
            AuthorizationException.class,
            Error.class);

    private final String application;

    ThreadFailures(String application) {
        this.application = application;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (isFatal(failure)) {
            LOG.error("{} stops: going on would lose or repeat commands", application, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("a thread of {} died and is replaced", application, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isFatal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFatalItself(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFatalItself(Throwable cause) {
        return FATAL.stream().anyMatch(type -> type.isInstance(cause));
    }
}
