package io.slipway.backup.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

/** Repeats requests whose failure may pass by itself. */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final double FACTOR = 2;
    private static final double JITTER = 0.5;

    private final Retry retry;

    Retries(RetrySettings settings) {
        this.retry = Retry.of(
                "storage",
                RetryConfig.custom()
                        .maxAttempts(settings.tries())
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                settings.firstWait(), FACTOR, JITTER, settings.longestWait()))
                        .retryOnException(Retries::mayPass)
                        .build());
    }

    /** @throws IOException the failure of the last try */
    <T> T call(String what, Request<T> request) throws IOException {
        Retry.AsyncContext<T> tries = retry.asyncContext();
        while (true) {
            try {
                T result = request.send();
                tries.onComplete();
                return result;
            } catch (IOException e) {
                long wait = tries.onError(e);
                if (wait < 0) {
                    throw e;
                }
                LOG.debug("{} failed, trying again in {} ms: {}", what, wait, e.toString());
                pause(what, wait, e);
            }
        }
    }

    private static void pause(String what, long millis, IOException failure) throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofMillis(millis));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            InterruptedIOException end = new InterruptedIOException(what + " was cancelled");
            end.addSuppressed(failure);
            throw end;
        }
    }

    /** A file system answers the same when it is asked again; a cancelled request is not wanted any more. */
    private static boolean mayPass(Throwable failure) {
        return switch (failure) {
            case FileSystemException _ -> false;
            case StorageRefusedException _ -> false;
            case EOFException _ -> false;
            case ClosedByInterruptException _ -> false;
            case SocketTimeoutException _ -> true;
            case InterruptedIOException _ -> false;
            case IOException _ -> true;
            default -> false;
        };
    }

    @FunctionalInterface
    interface Request<T> {
        T send() throws IOException;
    }
}
