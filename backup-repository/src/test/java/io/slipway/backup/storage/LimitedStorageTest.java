package io.slipway.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;

import io.slipway.backup.storage.fault.HeldStorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class LimitedStorageTest extends StorageContract {
    private static final long ENOUGH = 1L << 30;

    @Override
    protected Storage empty() {
        return new LimitedStorage(new MemoryStorage(), new Limits(ENOUGH, ENOUGH, 3));
    }

    @Test
    void asksForNoMoreAtOnceThanItHasConnections() throws Exception {
        HeldStorage slow = new HeldStorage(new MemoryStorage());
        try (ExecutorService threads = Executors.newFixedThreadPool(5);
                Storage limited = new LimitedStorage(slow, Limits.connections(2))) {
            for (int number = 0; number < 5; number++) {
                Samples sample = Samples.random(number, 100);
                threads.submit(() -> sample.saveTo(limited, FileType.PACK));
            }
            for (int written = 0; written < 5; written++) {
                int left = Math.min(2, 5 - written);
                await().atMost(Duration.ofSeconds(60)).until(() -> slow.waiting() == left);
                slow.letThrough(1);
                int now = written + 1;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Samples.list(slow, FileType.PACK).size() == now);
            }
        }
    }

    @Test
    void holdsAConnectionAsLongAsADownloadIsOpen() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                Storage limited = new LimitedStorage(new MemoryStorage(), Limits.connections(1))) {
            StoredFile file = Samples.random(1, 100).saveTo(limited, FileType.PACK);
            InputStream open = limited.open(file, 0, 100);
            var next = threads.submit(() -> limited.read(file));

            assertThat(next.isDone()).isFalse();
            open.close();
            open.close();
            assertThat(next.get()).hasSize(100);
        }
    }

    @Test
    void isNoFasterThanItsBandwidth() throws IOException {
        try (Storage limited = new LimitedStorage(new MemoryStorage(), new Limits(100_000, 200_000, 1))) {
            Samples sample = Samples.random(1, 50_000);
            long start = System.nanoTime();
            StoredFile file = sample.saveTo(limited, FileType.PACK);
            long written = System.nanoTime();
            assertThat(limited.read(file)).isEqualTo(sample.bytes());
            long read = System.nanoTime();

            // Two periods of a twentieth of a second may pass at once: the one before and the one that begins.
            assertThat(Duration.ofNanos(written - start)).isGreaterThan(Duration.ofMillis(390));
            assertThat(Duration.ofNanos(read - written)).isGreaterThan(Duration.ofMillis(140));
        }
    }
}
