package io.slipway.kit.http.events;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** One client's share of the live stream. A client that falls behind too far is dropped; it resumes where it was. */
final class Subscriber {
    static final int CAPACITY = 1000;
    private static final long LOOK_MILLIS = 250;

    private final BlockingQueue<StreamedEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final EventFilter filter;
    private volatile boolean over;

    Subscriber(EventFilter filter) {
        this.filter = filter;
    }

    void offer(StreamedEvent event) {
        if (!over && filter.accepts(event) && !queue.offer(event)) {
            over = true;
        }
    }

    void end() {
        over = true;
    }

    /** Whether nothing more comes. */
    boolean over() {
        return over;
    }

    /** The next event; null when none came in time or none comes any more. */
    @Nullable
    StreamedEvent next(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        StreamedEvent event = queue.poll();
        while (event == null && !over && System.nanoTime() < deadline) {
            event = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return over ? null : event;
    }
}
