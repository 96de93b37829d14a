package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The right to change what runs of one service. One thread has it at a time, of all processes on this host that share
 * the folder; the operating system takes it back from a process that ends. Closed by the thread that got it.
 */
final class ServiceLock implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** The operating system does not tell the threads of one process apart. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private ServiceLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /** Waits for it. */
    static ServiceLock acquire(ServiceFolder folder) throws IOException, InterruptedException {
        ReentrantLock threads = threads(folder);
        threads.lockInterruptibly();
        ServiceLock lock = null;
        try {
            lock = lockFile(folder, threads);
            while (lock == null) {
                Thread.sleep(LOOK_AGAIN);
                lock = lockFile(folder, threads);
            }
            return lock;
        } finally {
            if (lock == null) {
                threads.unlock();
            }
        }
    }

    /** Empty when somebody else has it. */
    static Optional<ServiceLock> tryAcquire(ServiceFolder folder) throws IOException {
        ReentrantLock threads = threads(folder);
        if (!threads.tryLock()) {
            return Optional.empty();
        }
        ServiceLock lock = null;
        try {
            lock = lockFile(folder, threads);
            return Optional.ofNullable(lock);
        } finally {
            if (lock == null) {
                threads.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }

    private static ReentrantLock threads(ServiceFolder folder) {
        return THREADS.computeIfAbsent(folder.path().toAbsolutePath().normalize(), path -> new ReentrantLock());
    }

    private static @Nullable ServiceLock lockFile(ServiceFolder folder, ReentrantLock threads) throws IOException {
        Files.createDirectories(folder.path());
        FileChannel channel =
                FileChannel.open(folder.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
            return held == null ? null : new ServiceLock(threads, channel);
        } finally {
            if (held == null) {
                channel.close();
            }
        }
    }
}
