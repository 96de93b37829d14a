package io.slipway.backup.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a process and what it started when its time is over. */
final class Deadline implements AutoCloseable {
    private static final Duration TO_GO_BY_ITSELF = Duration.ofSeconds(5);

    private final Thread watcher;
    private volatile boolean passed;

    Deadline(Process process, Duration time) {
        this.watcher = Thread.ofVirtual().name("command-deadline").start(() -> watch(process, time));
    }

    private void watch(Process process, Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                passed = true;
                end(process);
            }
        } catch (InterruptedException _) {
            // It is over before.
        }
    }

    boolean hasPassed() {
        return passed;
    }

    /** Asks it to go, and makes it go when it does not. Children that it started go with it. */
    static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (process.waitFor(TO_GO_BY_ITSELF.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
