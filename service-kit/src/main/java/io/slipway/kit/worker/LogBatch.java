package io.slipway.kit.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Gathers log lines and sends them in order: when the interval is over, or the batch is full. */
final class LogBatch {
    private static final int MOST_LINES = 200;
    private static final int MOST_CHARS = 64 * 1024;
    private static final int LONGEST_LINE = 16 * 1024;

    /** Where full batches go. */
    interface Sink {
        void send(long firstSequence, List<String> lines);
    }

    private final Timer timer;
    private final Duration interval;
    private final Sink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private List<String> lines = new ArrayList<>();
    private int chars;
    private long sequence;
    private boolean scheduled;

    LogBatch(Timer timer, Duration interval, Sink sink) {
        this.timer = timer;
        this.interval = interval;
        this.sink = sink;
    }

    void add(String line) {
        String kept = line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, LONGEST_LINE) + "... (" + (line.length() - LONGEST_LINE) + " more characters)";
        lock.lock();
        try {
            lines.add(kept);
            chars += kept.length();
            if (lines.size() >= MOST_LINES || chars >= MOST_CHARS) {
                flush();
            } else if (!scheduled) {
                scheduled = true;
                timer.after(interval, this::tick);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is there. Under the lock, so that batches go out in the order of their lines. */
    void flush() {
        lock.lock();
        try {
            if (lines.isEmpty()) {
                return;
            }
            List<String> batch = lines;
            long first = sequence;
            lines = new ArrayList<>();
            chars = 0;
            sequence += batch.size();
            sink.send(first, List.copyOf(batch));
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        lock.lock();
        try {
            scheduled = false;
            flush();
        } finally {
            lock.unlock();
        }
    }
}
