package io.slipway.kit.worker;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/** Passes progress on, at most once per interval; of what comes in between the newest is passed on at its end. */
final class ProgressFeed {
    /** Where progress goes. */
    interface Sink {
        void send(String message, @Nullable Integer percent);
    }

    private record Progress(String message, @Nullable Integer percent) {}

    private final Timer timer;
    private final Duration interval;
    private final Sink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Progress pending;
    private boolean quiet;

    ProgressFeed(Timer timer, Duration interval, Sink sink) {
        this.timer = timer;
        this.interval = interval;
        this.sink = sink;
    }

    void offer(String message, @Nullable Integer percent) {
        lock.lock();
        try {
            pending = new Progress(message, percent);
            if (!quiet) {
                flush();
                quiet = true;
                timer.after(interval, this::tick);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what has been held back. */
    void flush() {
        lock.lock();
        try {
            Progress progress = pending;
            if (progress != null) {
                pending = null;
                sink.send(progress.message(), progress.percent());
            }
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        lock.lock();
        try {
            if (pending == null) {
                quiet = false;
            } else {
                flush();
                timer.after(interval, this::tick);
            }
        } finally {
            lock.unlock();
        }
    }
}
