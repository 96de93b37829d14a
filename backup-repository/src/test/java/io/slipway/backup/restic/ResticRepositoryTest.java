package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.NotARepositoryException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.WrongPassphraseException;
import io.slipway.backup.repository.crypto.KeyFile;
import io.slipway.backup.repository.crypto.MasterKey;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.storage.MemoryStorage;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.fault.FullStorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResticRepositoryTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00+01:00");
    private final MemoryStorage storage = new MemoryStorage();

    private static ResticRepository create(Storage storage) throws IOException {
        return ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    private static ResticRepository open(Storage storage) throws IOException {
        return ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    @Test
    void givesBackWhatItWasGiven() throws IOException {
        byte[] content = TestBackups.content(1, 2_000_000);
        StoredSnapshot stored = TestBackups.backUp(create(storage), TIME, Map.of("a/b", content));

        ResticRepository again = open(storage);
        assertThat(again.snapshots()).containsExactly(stored);
        assertThat(again.snapshot("latest")).isEqualTo(stored);
        assertThat(again.snapshot(stored.id().brief())).isEqualTo(stored);
        byte[] first = java.util.Arrays.copyOf(content, 40_000);
        assertThat(again.load(BlobType.DATA, ObjectId.hash(first))).isEqualTo(first);
        assertThat(again.length(BlobType.DATA, ObjectId.hash(first))).isEqualTo(40_000);
    }

    @Test
    void uploadsNothingTwice() throws IOException {
        ResticRepository repository = create(storage);
        byte[] content = TestBackups.content(1, 1_000_000);
        TestBackups.backUp(repository, TIME, Map.of("a", content, "b", content));
        int packs = Samples.list(storage, FileType.PACK).size();

        TestBackups.backUp(repository, TIME.plusDays(1), Map.of("a", content, "b", content));
        TestBackups.backUp(open(storage), TIME.plusDays(2), Map.of("a", content, "b", content));

        assertThat(Samples.list(storage, FileType.PACK)).hasSize(packs);
        assertThat(repository.snapshots()).hasSize(3);
    }

    @Test
    void takesBlobsFromManyThreads() throws Exception {
        ResticRepository repository = create(storage);
        ObjectId root;
        try (Upload upload = repository.upload();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<ObjectId> saved : threads.invokeAll(IntStream.range(0, 400)
                    .mapToObj(i -> (Callable<ObjectId>) () -> {
                        byte[] content = TestBackups.content(i % 100, 10_000 + i % 100);
                        return upload.save(BlobType.DATA, content, 0, content.length);
                    })
                    .toList())) {
                saved.get();
            }
            root = TestBackups.save(upload, Map.of("a", new byte[1]));
            upload.finish(TestBackups.snapshot(root, TIME, java.util.List.of()));
            assertThat(upload.figures().dataBlobs()).isEqualTo(101);
        }
        ResticRepository again = open(storage);
        for (int i = 0; i < 100; i++) {
            byte[] content = TestBackups.content(i, 10_000 + i);
            assertThat(again.load(BlobType.DATA, ObjectId.hash(content))).isEqualTo(content);
        }
    }

    @Test
    void makesNoSnapshotOfAnUploadThatDoesNotFinishButKeepsItsBlobs() throws IOException {
        byte[] content = TestBackups.content(1, 2_000_000);
        ResticRepository repository = create(storage);
        try (Upload upload = repository.upload()) {
            TestBackups.save(upload, Map.of("a", content));
        }
        ResticRepository again = open(storage);
        assertThat(again.snapshots()).isEmpty();
        try (Upload upload = again.upload()) {
            TestBackups.save(upload, Map.of("a", content));
            upload.flush();
            assertThat(upload.figures().dataAdded()).isLessThan(1_000_000);
        }
    }

    @Test
    void makesNoRepositoryOverAnother() throws IOException {
        create(storage);
        assertThatThrownBy(() -> create(storage)).isInstanceOf(FileAlreadyExistsException.class);
        open(storage);
    }

    @Test
    void saysThatThePassphraseIsWrong() throws IOException {
        create(storage);
        assertThatThrownBy(() -> ResticRepository.open(storage, "wrong".toCharArray()))
                .isInstanceOf(WrongPassphraseException.class)
                .hasMessageContaining("passphrase is wrong");
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThatThrownBy(() -> open(storage))
                .isInstanceOf(NotARepositoryException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void saysThatTheConfigIsDamaged() throws IOException {
        create(storage);
        byte[] config = storage.read(StoredFile.CONFIG);
        config[20] ^= 1;
        storage.replace(StoredFile.CONFIG, config);
        assertThatThrownBy(() -> open(storage))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("config is damaged")
                .hasMessageContaining("bring the file 'config' back from a copy");
    }

    /** Of a later restic, with whatever fields it may have. */
    @Test
    void refusesARepositoryOfAFutureVersionAndSaysWhatToDo() throws IOException {
        create(storage);
        MasterKey key = KeyFile.parse(storage.read(
                        Samples.list(storage, FileType.KEY).getFirst().file()))
                .open(TestBackups.PASSPHRASE)
                .orElseThrow();
        byte[] config = new Sealer(key)
                .seal(("{\"version\":3,\"id\":\"" + "ab".repeat(32) + "\",\"novelty\":{\"a\":[1]}}").getBytes());
        storage.replace(StoredFile.CONFIG, config);

        assertThatThrownBy(() -> open(storage))
                .isInstanceOf(NotARepositoryException.class)
                .hasMessageContaining("version 3")
                .hasMessageContaining("this program knows 1 and 2")
                .hasMessageContaining("Use a newer one");
        assertThat(storage.read(StoredFile.CONFIG)).isEqualTo(config);
    }

    @Test
    void saysThatAFolderIsNoRepository(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> open(new LocalStorage(folder)))
                .isInstanceOf(NotARepositoryException.class)
                .hasMessageContaining("there is no repository at " + folder);

        Files.writeString(folder.resolve("notes.txt"), "something else");
        Files.createDirectory(folder.resolve("data"));
        assertThatThrownBy(() -> open(new LocalStorage(folder)))
                .isInstanceOf(NotARepositoryException.class)
                .hasMessageContaining("there is no repository at " + folder);

        Files.writeString(folder.resolve("config"), "[core]");
        assertThatThrownBy(() -> open(new LocalStorage(folder)))
                .isInstanceOf(NotARepositoryException.class)
                .hasMessageContaining("no key")
                .hasMessageContaining("no repository, or one whose folder 'keys' is lost");
        assertThatThrownBy(() -> open(new LocalStorage(folder.resolve("missing"))))
                .isInstanceOf(NotARepositoryException.class);
        assertThat(folder.resolve("notes.txt")).hasContent("something else");
    }

    @Test
    void saysWhichSnapshotsThereAre() throws IOException {
        ResticRepository repository = create(storage);
        assertThatThrownBy(() -> repository.snapshot("latest"))
                .isInstanceOf(SnapshotNotFoundException.class)
                .hasMessageContaining("no snapshot at all");
        StoredSnapshot stored = TestBackups.backUp(repository, TIME, Map.of("a", new byte[10]));
        String other = stored.id().toString().startsWith("0") ? "1" : "0";
        assertThatThrownBy(() -> repository.snapshot(other))
                .isInstanceOf(SnapshotNotFoundException.class)
                .hasMessageContaining(stored.id().brief());
    }

    @Test
    void failsWhenTheStorageIsFullAndLosesNothing() throws IOException {
        FullStorage full = new FullStorage(storage, 1_000_000);
        ResticRepository repository = create(full);
        StoredSnapshot stored = TestBackups.backUp(repository, TIME, Map.of("a", TestBackups.content(1, 100_000)));

        assertThatThrownBy(() -> TestBackups.backUp(
                        repository, TIME.plusDays(1), Map.of("b", TestBackups.content(2, 5_000_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no space left");

        ResticRepository again = open(storage);
        assertThat(again.snapshots()).containsExactly(stored);
        full.makeRoom(10_000_000);
        TestBackups.backUp(repository, TIME.plusDays(1), Map.of("b", TestBackups.content(2, 5_000_000)));
        assertThat(open(storage).snapshots()).hasSize(2);
    }
}
