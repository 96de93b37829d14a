package io.slipway.backup.repository.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A stack of tasks that some threads work on; a task may add others. The last ones are taken first, so that a walk through a
 * tree goes to its leaves before it goes on, and little waits.
 */
public final class ParallelWork implements AutoCloseable {
    /** A piece of the work. */
    public interface Task {
        void run() throws IOException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final Deque<Task> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;
    private @Nullable Throwable failure;

    public ParallelWork(int number, String name) {
        for (int i = 0; i < number; i++) {
            threads.add(Thread.ofPlatform().name(name + "-" + i).daemon().start(this::work));
        }
    }

    /** Adds a task; it may be called from a task. */
    public synchronized void add(Task task) {
        waiting.push(task);
        notifyAll();
    }

    /** Adds a task, and waits before that while this many are waiting. Not for use by tasks. */
    public synchronized void addWhenRoom(Task task, int room) throws IOException {
        try {
            while (waiting.size() >= room && failure == null) {
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        check();
        add(task);
    }

    /** Waits until all is done. */
    public synchronized void await() throws IOException {
        try {
            while (failure == null && (running > 0 || !waiting.isEmpty())) {
                wait();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        check();
    }

    private void check() throws IOException {
        if (failure == null) {
            return;
        }
        switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private void work() {
        while (true) {
            Task task;
            synchronized (this) {
                while (waiting.isEmpty() && !closed) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                task = waiting.pop();
                running++;
                notifyAll();
            }
            Throwable thrown = null;
            try {
                task.run();
            } catch (UncheckedIOException e) {
                thrown = e.getCause();
            } catch (IOException | RuntimeException | Error e) {
                thrown = e;
            }
            synchronized (this) {
                running--;
                if (thrown != null && failure == null) {
                    failure = thrown;
                }
                notifyAll();
            }
        }
    }

    /** Ends the threads, in the middle of their work if there is still some, and waits for them. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.clear();
            notifyAll();
        }
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
