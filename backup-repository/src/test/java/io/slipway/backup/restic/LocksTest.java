package io.slipway.backup.restic;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.RepositoryLockedException;
import io.slipway.backup.repository.crypto.MasterKey;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.lock.HeldLock;
import io.slipway.backup.repository.lock.Locks;
import io.slipway.backup.repository.lock.Process;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.ForwardingStorage;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocksTest {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final Process ALIVE =
            new Process("here", "alice", ProcessHandle.current().pid(), 1, 1);
    private static final Process DEAD = new Process("here", "alice", Integer.MAX_VALUE - 1, 1, 1);
    private static final Process ELSEWHERE = new Process("there", "bob", 4711, 2, 2);

    private final MemoryStorage storage = new MemoryStorage();
    private final SealedFiles files = new SealedFiles(storage, new Sealer(MasterKey.random(new SecureRandom())), 2);

    private Locks locks(Process process, Instant now) {
        return locks(storage, process, now);
    }

    private Locks locks(Storage where, Process process, Instant now) {
        return new Locks(where, files, process, Duration.ZERO, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void manyMayWriteAtATime() throws IOException {
        try (HeldLock first = locks(ALIVE, NOW).shared(Duration.ZERO);
                HeldLock second = locks(ELSEWHERE, NOW).shared(Duration.ZERO)) {
            assertThat(Samples.list(storage, FileType.LOCK)).hasSize(2);
            assertThat(first.foundStale()).isFalse();
            assertThat(second.foundStale()).isFalse();
        }
        assertThat(Samples.list(storage, FileType.LOCK)).isEmpty();
    }

    @Test
    void oneMayRemoveAndNobodyElseIsThere() throws IOException {
        try (HeldLock writing = locks(ELSEWHERE, NOW).shared(Duration.ZERO)) {
            assertThatThrownBy(() -> locks(ALIVE, NOW).exclusive(Duration.ZERO))
                    .isInstanceOf(RepositoryLockedException.class)
                    .hasMessageContaining("process 4711 on there of bob, since 2026-11-26T08:00:00Z");
            writing.check();
        }
        try (HeldLock removing = locks(ELSEWHERE, NOW).exclusive(Duration.ZERO)) {
            assertThatThrownBy(() -> locks(ALIVE, NOW).shared(Duration.ZERO))
                    .isInstanceOf(RepositoryLockedException.class)
                    .hasMessageContaining("locked exclusively by process 4711");
            assertThat(removing.heldSince()).isEqualTo(NOW);
        }
        assertThat(Samples.list(storage, FileType.LOCK)).isEmpty();
    }

    @Test
    void theDeadHoldNothing() throws IOException {
        locks(DEAD, NOW).exclusive(Duration.ZERO);
        try (HeldLock lock = locks(ALIVE, NOW).shared(Duration.ZERO)) {
            assertThat(lock.foundStale()).isTrue();
        }
    }

    @Test
    void whoWasSilentForHalfAnHourIsGone() throws IOException {
        locks(ELSEWHERE, NOW).exclusive(Duration.ZERO);
        assertThatThrownBy(() -> locks(ALIVE, NOW.plus(Duration.ofMinutes(29))).shared(Duration.ZERO))
                .isInstanceOf(RepositoryLockedException.class);
        try (HeldLock lock = locks(ALIVE, NOW.plus(Duration.ofMinutes(31))).shared(Duration.ZERO)) {
            assertThat(lock.foundStale()).isTrue();
        }
    }

    /** Credentials that may not remove anything, or a bucket that is retained as a whole. */
    @Test
    void aLockThatTheStorageDoesNotLetGoIsInTheWayForHalfAnHourAtMost() throws IOException {
        Storage keeping = new ForwardingStorage(storage) {
            @Override
            public void delete(StoredFile file) throws IOException {
                throw new StorageRefusedException("no permission to remove " + file.path());
            }
        };
        try (HeldLock lock = locks(keeping, ELSEWHERE, NOW).exclusive(Duration.ZERO)) {
            lock.check();
        }
        assertThat(Samples.list(storage, FileType.LOCK)).hasSize(1);
        assertThatThrownBy(() ->
                        locks(keeping, ALIVE, NOW.plus(Duration.ofMinutes(29))).shared(Duration.ZERO))
                .isInstanceOf(RepositoryLockedException.class);

        Locks later = locks(keeping, ALIVE, NOW.plus(Duration.ofMinutes(31)));
        try (HeldLock lock = later.exclusive(Duration.ZERO)) {
            assertThat(lock.foundStale()).isTrue();
        }
        assertThat(later.removeStale()).isZero();
        assertThat(Samples.list(storage, FileType.LOCK)).hasSize(2);
    }

    @Test
    void saysThatALockCannotBeRead() throws IOException {
        Samples.random(1, 100).saveTo(storage, FileType.LOCK);
        assertThatThrownBy(() -> locks(ALIVE, NOW).shared(Duration.ZERO))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("locks/");
        assertThat(locks(ALIVE, NOW).removeAll()).isEqualTo(1);
    }
}
