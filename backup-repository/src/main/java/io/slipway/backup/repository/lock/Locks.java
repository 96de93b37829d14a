package io.slipway.backup.repository.lock;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.RepositoryLockedException;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.json.GoTime;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

/**
 * The locks of a repository. A lock is written, and then everybody looks whether another one came in the meantime: of two that
 * do not go together at least one gives way.
 */
public final class Locks {
    private static final Logger LOG = LoggerFactory.getLogger(Locks.class);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Storage storage;
    private final SealedFiles files;
    private final Process self;
    private final Duration listsAfter;
    private final Clock clock;

    /** @param listsAfter how late the storage may list what was written */
    public Locks(Storage storage, SealedFiles files, Process self, Duration listsAfter, Clock clock) {
        this.listsAfter = listsAfter;
        this.storage = storage;
        this.files = files;
        this.self = self;
        this.clock = clock;
    }

    /** Takes a lock that goes together with others of its kind. */
    public HeldLock shared(Duration patience) throws IOException {
        return acquire(Kind.SHARED, patience);
    }

    /**
     * Takes a lock that goes together with no other.
     *
     * @throws RepositoryLockedException if another lock is still there after so long; it says whose
     */
    public HeldLock exclusive(Duration patience) throws IOException {
        return acquire(Kind.EXCLUSIVE, patience);
    }

    /** Takes a lock that goes together with those of backups, and with no other of its kind. */
    public HeldLock prune(Duration patience) throws IOException {
        return acquire(Kind.PRUNE, patience);
    }

    private enum Kind {
        SHARED,
        PRUNE,
        EXCLUSIVE;

        boolean goesWith(LockFile other) {
            return this != EXCLUSIVE
                    && !other.exclusive()
                    && (this == SHARED || !LockFile.PRUNE.equals(other.purpose()));
        }
    }

    private HeldLock acquire(Kind kind, Duration patience) throws IOException {
        Instant until = clock.instant().plus(patience);
        while (true) {
            try {
                return tryAcquire(kind);
            } catch (RepositoryLockedException e) {
                if (!clock.instant().isBefore(until)) {
                    throw e;
                }
                sleep(BETWEEN_TRIES);
            }
        }
    }

    private HeldLock tryAcquire(Kind kind) throws IOException {
        boolean foundStale = clearStale().found() > 0;
        refuseBeside(kind, null);
        String now = GoTime.format(clock.instant().atOffset(ZoneOffset.UTC));
        LockFile lock = new LockFile(
                now,
                kind == Kind.EXCLUSIVE,
                self.host(),
                self.user(),
                self.pid(),
                self.uid(),
                self.gid(),
                now,
                kind == Kind.PRUNE ? LockFile.PRUNE : null);
        ObjectId id = files.save(FileType.LOCK, lock.json());
        try {
            if (kind != Kind.SHARED) {
                sleep(listsAfter);
            }
            refuseBeside(kind, id);
        } catch (IOException | RuntimeException e) {
            letGo(storage, id);
            throw e;
        }
        return new HeldLock(storage, files, clock, lock, id, foundStale);
    }

    private void refuseBeside(Kind kind, @Nullable ObjectId own) throws IOException {
        for (Map.Entry<ObjectId, LockFile> other : all().entrySet()) {
            // One of the dead is still there where the storage does not let it go.
            if (!Objects.equals(other.getKey(), own)
                    && !kind.goesWith(other.getValue())
                    && !other.getValue().isStale(clock.instant(), self)) {
                throw new RepositoryLockedException("the repository at " + storage.location() + " is locked"
                        + (other.getValue().exclusive() ? " exclusively" : "") + " by "
                        + other.getValue().holder() + " (lock " + other.getKey().brief() + ")");
            }
        }
    }

    /** All locks whose holders may be alive. */
    public List<LockFile> live() throws IOException {
        List<LockFile> live = new ArrayList<>(all().values());
        live.removeIf(lock -> lock.isStale(clock.instant(), self));
        return live;
    }

    private Map<ObjectId, LockFile> all() throws IOException {
        List<StoredFile> names = new ArrayList<>();
        storage.list(FileType.LOCK, listed -> names.add(listed.file()));
        Map<ObjectId, LockFile> locks = new HashMap<>();
        for (StoredFile file : names) {
            try {
                locks.put(ObjectId.parse(file.name()), LockFile.read(files.load(file)));
            } catch (NoSuchFileException e) {
                // Its holder took it away while we looked.
            } catch (DamagedException e) {
                throw new DamagedException(
                        file.path() + " is damaged, so that nobody knows whose lock it is; remove it once nobody uses "
                                + "the repository: " + e.getMessage(),
                        e);
            }
        }
        return locks;
    }

    /** Removes the locks of processes that are gone, as far as the storage lets them go. */
    public int removeStale() throws IOException {
        return clearStale().removed();
    }

    /** How many locks of processes that are gone there were, and how many of them are not there any more. */
    private record Cleared(int found, int removed) {}

    private Cleared clearStale() throws IOException {
        int found = 0;
        int removed = 0;
        for (Map.Entry<ObjectId, LockFile> lock : all().entrySet()) {
            if (lock.getValue().isStale(clock.instant(), self)) {
                LOG.info("the lock of {} is left over", lock.getValue().holder());
                found++;
                removed += letGo(storage, lock.getKey()) ? 1 : 0;
            }
        }
        return new Cleared(found, removed);
    }

    /**
     * Removes a lock that nobody holds any more. Where it has to stay, because the credentials may not remove anything or the
     * whole bucket is retained, it does no harm: who does not renew a lock holds nothing after half an hour.
     *
     * @return whether it is gone
     */
    static boolean letGo(Storage storage, ObjectId lock) throws IOException {
        try {
            storage.delete(new StoredFile(FileType.LOCK, lock.toString()));
            return true;
        } catch (StorageRefusedException e) {
            LOG.warn(
                    "a lock stays, and counts for nothing once it is {} old: {}", LockFile.STALE_AFTER, e.getMessage());
            return false;
        }
    }

    /** Removes all locks, damaged ones as well. Only for when nobody uses the repository. */
    public int removeAll() throws IOException {
        List<StoredFile> names = new ArrayList<>();
        storage.list(FileType.LOCK, listed -> names.add(listed.file()));
        for (StoredFile file : names) {
            storage.delete(file);
        }
        return names.size();
    }

    private static void sleep(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a lock");
        }
    }
}
