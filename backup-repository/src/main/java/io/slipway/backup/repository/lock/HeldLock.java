package io.slipway.backup.repository.lock;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;

/** A lock that this process holds, and renews in the background until it is closed. */
public final class HeldLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    /** Well before others take it for stale: clocks differ. */
    private static final Duration LOST_AFTER =
            LockFile.STALE_AFTER.minus(RENEWAL.multipliedBy(3).dividedBy(2));

    private final Storage storage;
    private final SealedFiles files;
    private final Clock clock;
    private final boolean foundStale;
    private final ScheduledExecutorService timer;
    private LockFile lock;
    private ObjectId id;
    private boolean closed;

    HeldLock(Storage storage, SealedFiles files, Clock clock, LockFile lock, ObjectId id, boolean foundStale) {
        this.storage = storage;
        this.files = files;
        this.clock = clock;
        this.lock = lock;
        this.id = id;
        this.foundStale = foundStale;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("backup-lock").daemon().factory());
        timer.scheduleWithFixedDelay(this::renewQuietly, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether somebody died with a lock in hand before this one was taken. */
    public boolean foundStale() {
        return foundStale;
    }

    public synchronized Instant heldSince() {
        return lock.heldSince();
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the lock of {} could not be renewed; it is tried again", storage.location(), e);
        }
    }

    /** Writes a new lock and removes the old one. */
    synchronized void renew() throws IOException {
        if (closed || isLost()) {
            return;
        }
        LockFile renewed = lock.renewed(clock.instant());
        ObjectId newId = files.save(FileType.LOCK, renewed.json());
        ObjectId oldId = id;
        lock = renewed;
        id = newId;
        Locks.letGo(storage, oldId);
    }

    private boolean isLost() {
        return lock.writtenAt().plus(LOST_AFTER).isBefore(clock.instant());
    }

    /** @throws IOException if it could not be renewed for so long that others may not respect it any more */
    public synchronized void check() throws IOException {
        if (isLost()) {
            throw new IOException("the lock of " + storage.location() + " could not be renewed since " + lock.time()
                    + "; others may have taken this process for dead");
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdown();
        synchronized (this) {
            if (!closed) {
                closed = true;
                Locks.letGo(storage, id);
            }
        }
    }
}
