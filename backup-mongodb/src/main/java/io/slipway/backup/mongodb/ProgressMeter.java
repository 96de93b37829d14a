package io.slipway.backup.mongodb;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Adds up what many threads do in one phase, and tells a listener of it five times a second at most. */
public final class ProgressMeter {
    private static final long INTERVAL = Duration.ofMillis(200).toNanos();

    private final ProgressListener listener;
    private final Progress.Phase phase;
    private final long totalBytes;
    private final LongSupplier nanos;
    private final long begin;
    private final AtomicLong told;
    private final LongAdder documents = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    public ProgressMeter(ProgressListener listener, Progress.Phase phase, long totalBytes) {
        this(listener, phase, totalBytes, System::nanoTime);
    }

    ProgressMeter(ProgressListener listener, Progress.Phase phase, long totalBytes, LongSupplier nanos) {
        this.listener = listener;
        this.phase = phase;
        this.totalBytes = totalBytes;
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
        this.told = new AtomicLong(begin - INTERVAL);
    }

    public void add(Namespace namespace, long moreDocuments, long moreBytes) {
        documents.add(moreDocuments);
        bytes.add(moreBytes);
        long now = nanos.getAsLong();
        long last = told.get();
        if (now - last >= INTERVAL && told.compareAndSet(last, now)) {
            tell(namespace, now);
        }
    }

    /** Tells of what was done so far, however short ago the last time was. */
    public void tell(Namespace namespace) {
        tell(namespace, nanos.getAsLong());
    }

    private synchronized void tell(Namespace namespace, long now) {
        listener.progressed(new Progress(
                phase, namespace, documents.sum(), bytes.sum(), totalBytes, Duration.ofNanos(now - begin)));
    }
}
