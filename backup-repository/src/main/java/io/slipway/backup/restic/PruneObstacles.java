package io.slipway.backup.restic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.lock.HeldLock;
import io.slipway.backup.repository.lock.LockFile;
import io.slipway.backup.repository.lock.Locks;
import io.slipway.backup.repository.prune.Pruner;

/** A pack stays as long as somebody works who may have read the index before the pack was marked. */
final class PruneObstacles implements Pruner.Obstacles {
    /** Longer than it takes from the time that a mark carries until it is in the index and the old index is gone. */
    private static final Duration UNTIL_SEEN = Duration.ofHours(1);

    private final Locks locks;
    private final HeldLock own;
    /** Of the moment when the first pack was to go: whoever came later has read an index with the marks. */
    private @Nullable List<LockFile> others;

    PruneObstacles(Locks locks, HeldLock own) {
        this.locks = locks;
        this.own = own;
    }

    /** Nobody writes locks: somebody outside sees to it that no backup runs longer than the grace time. */
    static Pruner.Obstacles none() {
        return new Pruner.Obstacles() {
            @Override
            public String against(Instant marked) {
                return "";
            }

            @Override
            public void check() {}
        };
    }

    @Override
    public String against(Instant marked) throws IOException {
        if (others == null) {
            others = locks.live().stream()
                    .filter(lock -> !lock.exclusive() && !LockFile.PRUNE.equals(lock.purpose()))
                    .toList();
        }
        for (LockFile lock : others) {
            if (!lock.tellsSinceWhen() || !lock.heldSince().isAfter(marked.plus(UNTIL_SEEN))) {
                return "it may be relied on by " + lock.holder();
            }
        }
        return "";
    }

    @Override
    public void check() throws IOException {
        own.check();
    }
}
