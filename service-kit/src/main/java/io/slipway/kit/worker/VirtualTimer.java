package io.slipway.kit.worker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

/** One thread that waits, and a virtual thread for each action, so that a slow one delays no other. */
final class VirtualTimer implements Timer, AutoCloseable {
    private final ScheduledThreadPoolExecutor scheduler;

    VirtualTimer(String name) {
        scheduler = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name + "-timer").factory());
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
        Future<?> future = scheduler.schedule(() -> Thread.ofVirtual().start(action), delay.toNanos(), NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
