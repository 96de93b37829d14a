package io.slipway.backup.mongodb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;

/** Does several things at once, all or none: what fails first, or an interrupt of the caller, ends the others as well. */
public final class ParallelWork {
    private ParallelWork() {}

    /**
     * Returns when no thread works any more.
     *
     * @param name of the threads
     * @param tasks begun in this order
     * @throws InterruptedIOException if the calling thread is interrupted
     * @throws IOException what a task threw; a failure of the server comes with its reason
     */
    public static void run(String name, int threads, List<? extends Callable<?>> tasks) throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name(name + "-", 1).daemon().factory());
        CompletionService<Object> done = new ExecutorCompletionService<>(executor);
        try {
            List<Future<Object>> running = new ArrayList<>();
            for (Callable<?> task : tasks) {
                running.add(done.submit(task::call));
            }
            for (int i = 0; i < running.size(); i++) {
                done.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            executor.shutdownNow();
            awaitEnd(executor);
        }
    }

    /** As what the callers of this module expect. */
    public static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case MongoInterruptedException e -> interrupted(e);
            case InterruptedException e -> interrupted(e);
            case MongoException e -> new MongoBackupException("MongoDB: " + e.getMessage(), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(cause);
        };
    }

    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException interrupted = new InterruptedIOException("cancelled");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Even when the caller is interrupted: nothing may be written any more once this class is done. */
    private static void awaitEnd(ExecutorService executor) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.DAYS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
