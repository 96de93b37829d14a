package io.slipway.backup.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every storage does, whatever it keeps its files in. */
public abstract class StorageContract {
    private static final int PACK = 16 * 1024 * 1024;
    private static final int THREADS = 8;

    private Storage storage;

    /** A storage with nothing in it. */
    protected abstract Storage empty() throws Exception;

    @BeforeEach
    final void openStorage() throws Exception {
        storage = empty();
    }

    @AfterEach
    final void closeStorage() throws IOException {
        storage.close();
    }

    @ParameterizedTest
    @EnumSource
    void givesBackWhatItWasGiven(FileType type) throws IOException {
        Samples sample = Samples.random(1, 10_000);
        StoredFile file = sample.saveTo(storage, type);

        assertThat(storage.length(file)).contains(10_000L);
        assertThat(storage.read(file)).isEqualTo(sample.bytes());
        assertThat(Samples.list(storage, type)).containsExactly(new Listed(file, 10_000));
    }

    @Test
    void keepsTheKindsApart() throws IOException {
        for (FileType type : FileType.values()) {
            Samples.random(type.ordinal(), 100 + type.ordinal()).saveTo(storage, type);
        }
        for (FileType type : FileType.values()) {
            assertThat(Samples.list(storage, type)).extracting(Listed::length).containsExactly(100L + type.ordinal());
        }
    }

    @Test
    void leavesAFileThatIsThereAsItIs() throws IOException {
        Samples first = Samples.random(1, 1000);
        first.saveTo(storage, FileType.CONFIG);

        assertThatThrownBy(() -> Samples.random(2, 2000).saveTo(storage, FileType.CONFIG))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(storage.read(StoredFile.CONFIG)).isEqualTo(first.bytes());
    }

    @Test
    void letsOneOfManyWin() throws Exception {
        AtomicInteger winners = new AtomicInteger();
        AtomicInteger losers = new AtomicInteger();
        inParallel(THREADS, number -> {
            try {
                Samples.random(number, 50_000).saveTo(storage, FileType.CONFIG);
                winners.incrementAndGet();
            } catch (FileAlreadyExistsException _) {
                losers.incrementAndGet();
            }
        });

        if (createsAtomically()) {
            assertThat(winners).hasValue(1);
        }
        assertThat(winners.get()).isPositive();
        assertThat(winners.get() + losers.get()).isEqualTo(THREADS);
        byte[] stored = storage.read(StoredFile.CONFIG);
        assertThat(stored).isIn(everyContent(THREADS));
    }

    /** Of files saved at the same moment exactly one is taken; not so of some servers that tests can start. */
    protected boolean createsAtomically() {
        return true;
    }

    private static List<byte[]> everyContent(int count) {
        List<byte[]> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            all.add(Samples.random(number, 50_000).bytes());
        }
        return all;
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        StoredFile file = Samples.random(1, 10).as(FileType.PACK);

        assertThat(storage.length(file)).isEmpty();
        assertThatThrownBy(() -> Samples.part(storage, file, 0, 10))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(file.name());
        assertThatThrownBy(() -> storage.read(file)).isInstanceOf(NoSuchFileException.class);
        for (FileType type : FileType.values()) {
            assertThat(Samples.list(storage, type)).isEmpty();
        }
    }

    @Test
    void readsAnyPart() throws IOException {
        Samples sample = Samples.random(1, 100_000);
        StoredFile file = sample.saveTo(storage, FileType.PACK);

        int[][] parts = {{0, 1}, {0, 100_000}, {99_999, 1}, {1, 99_999}, {40_000, 20_000}, {0, 0}, {50_000, 0}};
        for (int[] part : parts) {
            assertThat(Samples.part(storage, file, part[0], part[1]))
                    .as("%d bytes from %d", part[1], part[0])
                    .isEqualTo(Arrays.copyOfRange(sample.bytes(), part[0], part[0] + part[1]));
        }
    }

    @Test
    void noticesThatAFileIsTooShort() throws IOException {
        StoredFile file = Samples.random(1, 1000).saveTo(storage, FileType.PACK);

        assertThatThrownBy(() -> Samples.part(storage, file, 0, 1001)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> Samples.part(storage, file, 999, 2)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> Samples.part(storage, file, 5000, 10)).isInstanceOf(EOFException.class);
    }

    @Test
    void keepsNothingOfAFileThatBrokeOff() throws IOException {
        Samples sample = Samples.random(1, 1_000_000);
        StoredFile file = sample.as(FileType.PACK);

        assertThatThrownBy(() -> storage.save(file, BrokenContent.failingAfter(sample.bytes(), 300_000)))
                .isInstanceOf(IOException.class);
        assertThat(storage.length(file)).isEmpty();
        assertThat(Samples.list(storage, FileType.PACK)).isEmpty();

        sample.saveTo(storage, FileType.PACK);
        assertThat(storage.read(file)).isEqualTo(sample.bytes());
    }

    @Test
    void keepsNothingOfAFileThatEndsEarly() throws IOException {
        Samples sample = Samples.random(1, 100_000);
        StoredFile file = sample.as(FileType.PACK);

        assertThatThrownBy(() -> storage.save(file, BrokenContent.endingAfter(sample.bytes(), 99_999)))
                .isInstanceOf(IOException.class);
        assertThat(storage.length(file)).isEmpty();
    }

    @Test
    void keepsAnEmptyFile() throws IOException {
        StoredFile file = new Samples(new byte[0]).saveTo(storage, FileType.LOCK);

        assertThat(storage.length(file)).contains(0L);
        assertThat(storage.read(file)).isEmpty();
        assertThat(Samples.list(storage, FileType.LOCK)).containsExactly(new Listed(file, 0));
    }

    @Test
    void removesAFileOnce() throws IOException {
        Samples sample = Samples.random(1, 1000);
        StoredFile file = sample.saveTo(storage, FileType.INDEX);
        StoredFile other = Samples.random(2, 1000).saveTo(storage, FileType.INDEX);

        storage.delete(file);
        storage.delete(file);

        assertThat(storage.length(file)).isEmpty();
        assertThat(Samples.list(storage, FileType.INDEX)).containsExactly(new Listed(other, 1000));
        sample.saveTo(storage, FileType.INDEX);
        assertThat(storage.read(file)).isEqualTo(sample.bytes());
    }

    @Test
    void listsMoreThanAPage() throws Exception {
        int files = filesToList();
        inParallel(files, number -> Samples.random(number, 16 + number % 3).saveTo(storage, FileType.PACK));

        List<Listed> found = Samples.list(storage, FileType.PACK);

        assertThat(found).hasSize(files).doesNotHaveDuplicates();
        assertThat(found).allSatisfy(listed -> {
            assertThat(listed.file().type()).isEqualTo(FileType.PACK);
            assertThat(listed.file().name()).matches("[0-9a-f]{64}");
        });
    }

    /** More than one answer of the storage holds. */
    protected int filesToList() {
        return 50;
    }

    @Test
    void keepsAWholePack() throws IOException {
        Samples sample = Samples.random(7, PACK + 12_345);
        StoredFile file = sample.saveTo(storage, FileType.PACK);

        assertThat(Samples.part(storage, file, 0, sample.bytes().length)).isEqualTo(sample.bytes());
        assertThat(Samples.part(storage, file, PACK, 12_345))
                .isEqualTo(Arrays.copyOfRange(sample.bytes(), PACK, PACK + 12_345));
    }

    @Test
    void servesManyThreads() throws Exception {
        inParallel(8 * THREADS, number -> {
            Samples sample = Samples.random(number, 20_000);
            StoredFile file = sample.saveTo(storage, FileType.PACK);
            assertThat(storage.read(file)).isEqualTo(sample.bytes());
            if (number % 2 == 0) {
                storage.delete(file);
            }
        });
        assertThat(Samples.list(storage, FileType.PACK)).hasSize(4 * THREADS);
    }

    @Test
    void canBeLeftInTheMiddleOfAFile() throws IOException {
        Samples sample = Samples.random(1, 3_000_000);
        StoredFile file = sample.saveTo(storage, FileType.PACK);

        for (int number = 0; number < 5; number++) {
            try (InputStream in = storage.open(file, 0, sample.bytes().length)) {
                assertThat(in.read()).isEqualTo(sample.bytes()[0] & 0xff);
            }
        }
        assertThat(storage.read(file)).isEqualTo(sample.bytes());
    }

    @Test
    void saysWhereItIs() {
        assertThat(storage.location()).isNotBlank();
    }

    private interface Work {
        void on(int number) throws Exception;
    }

    private static void inParallel(int count, Work work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                int mine = number;
                tasks.add(() -> {
                    work.on(mine);
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }
}
