package io.slipway.notification.channel;

import java.time.Duration;

/**
 * Lets calls through one by one with a least distance between them. A limit per window of time, as libraries have it,
 * lets two calls through back to back where two windows meet.
 */
public final class Pace {
    /** A call that would wait longer is better tried again later than kept. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final long distance;
    private long next = System.nanoTime();

    /** @param distance between two calls; zero for none */
    public Pace(Duration distance) {
        this.distance = distance.toNanos();
    }

    /**
     * Returns when it is the caller's turn.
     *
     * @throws ChannelException when too many are before the caller, who has no turn then
     */
    public void await() throws ChannelException, InterruptedException {
        Duration wait = reserve();
        if (wait.isPositive()) {
            Thread.sleep(wait);
        }
    }

    private synchronized Duration reserve() throws ChannelException {
        long now = System.nanoTime();
        Duration wait = Duration.ofNanos(Math.max(0, next - now));
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            throw ChannelException.busy("too many calls wait for their turn", wait);
        }
        next = Math.max(next, now) + distance;
        return wait;
    }
}
