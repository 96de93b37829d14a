package io.slipway.backup.files;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.slipway.backup.tree.FileNames;

/** Counts what is done, and tells a listener now and then. */
final class ProgressMeter {
    private static final long INTERVAL = Duration.ofMillis(250).toNanos();

    private final ProgressListener listener;
    private final LongSupplier problems;
    private final long start = System.nanoTime();
    private final AtomicLong lastTold = new AtomicLong(start);
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile long filesTotal;
    private volatile long bytesTotal;
    private volatile String current = "";

    ProgressMeter(ProgressListener listener, LongSupplier problems) {
        this.listener = listener;
        this.problems = problems;
    }

    boolean isWatched() {
        return listener != ProgressListener.NONE;
    }

    void total(long allFiles, long allBytes) {
        filesTotal = allFiles;
        bytesTotal = allBytes;
    }

    void begin(String path) {
        current = path;
    }

    void fileDone() {
        files.increment();
        tell();
    }

    void bytesDone(long count) {
        bytes.add(count);
        tell();
    }

    long files() {
        return files.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    void end() {
        report();
    }

    private void tell() {
        if (!isWatched()) {
            return;
        }
        long now = System.nanoTime();
        long last = lastTold.get();
        if (now - last >= INTERVAL && lastTold.compareAndSet(last, now)) {
            report();
        }
    }

    private synchronized void report() {
        listener.progress(new Progress(
                Duration.ofNanos(System.nanoTime() - start),
                files.sum(),
                bytes.sum(),
                filesTotal,
                bytesTotal,
                problems.getAsLong(),
                FileNames.shown(current)));
    }
}
