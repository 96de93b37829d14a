package io.slipway.backup.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/** Lets so many bytes per second pass, over all streams together. */
final class Throttle {
    private static final int PERIODS_PER_SECOND = 20;
    private static final Duration NO_END = Duration.ofDays(1);

    private final RateLimiter limiter;
    private final int largest;

    Throttle(String name, long bytesPerSecond) {
        this.largest = Math.clamp(bytesPerSecond / PERIODS_PER_SECOND, 1, Integer.MAX_VALUE);
        long periodNanos = Math.max(1, Math.round(1e9 * largest / bytesPerSecond));
        this.limiter = RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(largest)
                        .limitRefreshPeriod(Duration.ofNanos(periodNanos))
                        .timeoutDuration(NO_END)
                        .build());
    }

    InputStream slow(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                pass(1);
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, Math.min(length, largest));
                if (count > 0) {
                    pass(count);
                }
                return count;
            }
        };
    }

    private void pass(int bytes) throws InterruptedIOException {
        if (!limiter.acquirePermission(bytes)) {
            throw new InterruptedIOException("cancelled while waiting for bandwidth");
        }
    }
}
