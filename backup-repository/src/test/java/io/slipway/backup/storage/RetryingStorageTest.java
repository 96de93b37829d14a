package io.slipway.backup.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.backup.storage.fault.CuttingStorage;
import io.slipway.backup.storage.fault.FlakyStorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract holds while one request in three fails. */
final class RetryingStorageTest extends StorageContract {
    private static final RetrySettings SOON = new RetrySettings(30, Duration.ofMillis(1), Duration.ofMillis(4));

    private final MemoryStorage memory = new MemoryStorage();

    @Override
    protected Storage empty() {
        return new RetryingStorage(new FlakyStorage(new CuttingStorage(memory, 5), 3), SOON);
    }

    @AfterEach
    void leaveNoInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void repeatsNoRefusal() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Storage storage = new RetryingStorage(
                new ForwardingStorage(memory) {
                    @Override
                    public void delete(StoredFile file) throws IOException {
                        asked.incrementAndGet();
                        throw new StorageRefusedException("it is retained until 2030");
                    }
                },
                SOON)) {
            assertThatThrownBy(() -> storage.delete(StoredFile.CONFIG)).hasMessage("it is retained until 2030");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void givesUpInTheEnd() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Storage storage = new RetryingStorage(
                new ForwardingStorage(memory) {
                    @Override
                    public void delete(StoredFile file) throws IOException {
                        throw new IOException("connection refused, try " + asked.incrementAndGet());
                    }
                },
                SOON)) {
            assertThatThrownBy(() -> storage.delete(StoredFile.CONFIG)).hasMessage("connection refused, try 30");
        }
    }

    /** Its answer was lost, and in between somebody else's file came. */
    @Test
    void doesNotTakeAnotherFileForItsOwn() throws IOException {
        try (Storage storage = new RetryingStorage(
                new ForwardingStorage(memory) {
                    @Override
                    public void save(StoredFile file, Content content) throws IOException {
                        if (memory.length(file).isEmpty()) {
                            memory.replace(file, new byte[] {4, 5, 6});
                            throw new IOException("connection reset");
                        }
                        super.save(file, content);
                    }
                },
                SOON)) {
            assertThatThrownBy(() -> storage.save(StoredFile.CONFIG, Content.of(new byte[] {1, 2, 3})))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(memory.read(StoredFile.CONFIG)).containsExactly(4, 5, 6);
        }
    }

    @Test
    void tellsAShortFileFromABrokenConnection() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        try (Storage storage = new RetryingStorage(
                new ForwardingStorage(memory) {
                    @Override
                    public InputStream open(StoredFile file, long offset, long length) throws IOException {
                        if (opened.incrementAndGet() == 1) {
                            return super.open(file, offset, length / 3);
                        }
                        return super.open(file, offset, length);
                    }
                },
                SOON)) {
            Samples sample = Samples.random(1, 1000);
            StoredFile file = sample.saveTo(storage, FileType.PACK);
            assertThat(Samples.part(storage, file, 0, 1000)).isEqualTo(sample.bytes());
            assertThat(opened).hasValue(2);

            assertThatThrownBy(() -> Samples.part(storage, file, 0, 1001)).isInstanceOf(EOFException.class);
            assertThat(opened).hasValue(3);
        }
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws IOException {
        try (Storage storage = new RetryingStorage(
                new ForwardingStorage(memory) {
                    @Override
                    public void delete(StoredFile file) throws IOException {
                        Thread.currentThread().interrupt();
                        throw new IOException("connection refused");
                    }
                },
                new RetrySettings(100, Duration.ofMinutes(10), Duration.ofMinutes(10)))) {
            assertThatThrownBy(() -> storage.delete(StoredFile.CONFIG)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
