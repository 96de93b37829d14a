package io.slipway.simulation.mongodb;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.netty.channel.Channel;

/** What is to go wrong with connections. */
final class Faults {
    private final AtomicLong slowNanos = new AtomicLong();
    private final AtomicInteger readsUntilCut = new AtomicInteger(-1);
    private final AtomicInteger writesUntilCut = new AtomicInteger(-1);

    void slowReads(Duration pause) {
        slowNanos.set(pause.toNanos());
    }

    void cutOnRead(int number) {
        readsUntilCut.set(number);
    }

    void cutAfterWrite(int number) {
        writesUntilCut.set(number);
    }

    /** Before a batch is read; no lock is held. */
    void beforeRead(Channel channel) {
        long nanos = slowNanos.get();
        if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
        cut(channel, readsUntilCut);
    }

    /** After a write took effect and before it is answered. */
    void afterWrite(Channel channel) {
        cut(channel, writesUntilCut);
    }

    private static void cut(Channel channel, AtomicInteger countdown) {
        if (countdown.get() > 0 && countdown.decrementAndGet() == 0) {
            countdown.set(-1);
            channel.close();
        }
    }
}
