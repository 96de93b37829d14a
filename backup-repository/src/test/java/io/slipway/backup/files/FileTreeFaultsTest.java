package io.slipway.backup.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** Trees that change under the backup, and disks that are full. */
class FileTreeFaultsTest {
    private static final int LARGE = 20 << 20;

    @TempDir
    private Path folder;

    private Path source;
    private ResticRepository repository;

    @BeforeEach
    void createRepository() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        repository = ResticRepository.create(
                new LocalStorage(folder.resolve("repository")), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    @AfterEach
    void closeRepository() throws IOException {
        repository.close();
    }

    @Test
    void aFileThatIsDeletedMeanwhileIsNamedAndTheSnapshotIsMade() throws IOException {
        file("a", "content");
        file("b", "content");
        file("c", "content");

        FileTreeBackupResult backup =
                backUp(List.of(source), onFirst(BlobType.DATA, () -> Files.delete(source.resolve("b"))));

        assertThat(backup.isComplete()).isTrue();
        assertThat(backup.problems().first())
                .containsExactly(new Problem(Problem.Kind.VANISHED, source + "/b", "was gone before it was read"));
        assertThat(names(backup, source)).containsExactly("a", "c");
    }

    /** The tree of a directory without anything in it is saved by the thread that lists them, before it goes on. */
    @Test
    void aFolderThatIsDeletedMeanwhileIsNamedAndTheSnapshotIsMade() throws IOException {
        Files.createDirectory(source.resolve("a"));
        file("b/lost", "content");
        file("c/kept", "content");

        FileTreeBackupResult backup =
                backUp(List.of(source), onFirst(BlobType.TREE, () -> deleteAll(source.resolve("b"))));

        assertThat(backup.problems().first())
                .containsExactly(new Problem(Problem.Kind.VANISHED, source + "/b", "was gone before it was read"));
        assertThat(names(backup, source)).containsExactly("a", "c");
    }

    @Test
    void aPathThatWasAskedForAndIsDeletedMeanwhileLeavesAnIncompleteSnapshot() throws IOException {
        Files.createDirectory(source.resolve("a"));
        file("b/lost", "content");
        file("c/d/lost", "content");
        List<Path> paths = List.of(source.resolve("a"), source.resolve("b"), source.resolve("c/d"));

        FileTreeBackupResult backup = backUp(paths, onFirst(BlobType.TREE, () -> {
            deleteAll(source.resolve("b"));
            deleteAll(source.resolve("c"));
        }));

        assertThat(backup.isComplete()).isFalse();
        assertThat(backup.problems().first())
                .extracting(Problem::kind, Problem::path)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Problem.Kind.UNREADABLE, source + "/b"),
                        org.assertj.core.groups.Tuple.tuple(Problem.Kind.UNREADABLE, source + "/c"));
        assertThat(backup.snapshot().snapshot().tags()).containsExactly(FileTreeBackupRequest.INCOMPLETE);
        assertThat(repository.snapshots()).containsExactly(backup.snapshot());
        assertThat(names(backup, source)).containsExactly("a");
    }

    @Test
    void aFileThatIsCutOffWhileItIsReadIsKeptAsReadAndReported() throws IOException {
        Path large = source.resolve("large");
        Files.write(large, random(LARGE));

        FileTreeBackupResult backup = backUp(List.of(source), onFirst(BlobType.DATA, () -> {
            try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
                channel.truncate(10);
            }
        }));

        assertThat(backup.isComplete()).isTrue();
        assertThat(backup.problems().first())
                .extracting(Problem::kind, Problem::path)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Problem.Kind.CHANGED, large.toString()));
        Node node = new TreeBrowser(repository, backup.snapshot().snapshot().tree())
                .find(large.toString())
                .orElseThrow();
        assertThat(node.size()).isBetween(1L, LARGE - 1L);
        assertThat(restore(backup, folder.resolve("target")).problems()).isEqualTo(Problems.NONE);
        assertThat(folder.resolve("target/large")).hasSize(node.size());
    }

    @Test
    void whatThisUserMayNotReadIsNamedAndTheSnapshotIsIncomplete() throws IOException {
        assumeFalse(CurrentUser.get().isRoot(), "root may read everything");
        file("a", "content");
        file("forbidden", "content");
        file("folder/inside", "content");
        Files.setAttribute(source.resolve("forbidden"), "unix:mode", 0);
        Files.setAttribute(source.resolve("folder"), "unix:mode", 0);

        FileTreeBackupResult backup = backUp(List.of(source), type -> {});

        Files.setAttribute(source.resolve("folder"), "unix:mode", 0700);
        assertThat(backup.isComplete()).isFalse();
        assertThat(backup.problems().first())
                .containsExactlyInAnyOrder(
                        new Problem(Problem.Kind.UNREADABLE, source + "/folder", "permission denied"),
                        new Problem(Problem.Kind.UNREADABLE, source + "/forbidden", "permission denied"));
        assertThat(names(backup, source)).containsExactly("a", "folder");
    }

    @Test
    void aRestoreToAFullDiskSaysSoAndGoesOnOnceThereIsRoom() throws IOException {
        for (int i = 0; i < 8; i++) {
            Files.write(source.resolve("file-" + i), TestBackups.content(i, 1_000_000));
        }
        FileTreeBackupResult backup = backUp(List.of(source), type -> {});
        Path target = folder.resolve("small");
        try (SmallDisk disk = SmallDisk.mount(target, 4)) {
            assertThatThrownBy(() -> restore(backup, target))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no space is left where " + target)
                    .hasMessageContaining("restore again");

            disk.grow(40);
            FileTreeRestoreResult restored = restore(backup, target);

            assertThat(restored.problems()).isEqualTo(Problems.NONE);
            for (int i = 0; i < 8; i++) {
                assertThat(target.resolve("file-" + i)).hasSameBinaryContentAs(source.resolve("file-" + i));
            }
        }
    }

    @Test
    void aBackupToAFullDiskLosesNothingAndEndsOnceThereIsRoom() throws IOException {
        Files.write(source.resolve("small"), random(100_000));
        Path place = folder.resolve("small");
        try (SmallDisk disk = SmallDisk.mount(place, 4)) {
            LocalStorage storage = new LocalStorage(place.resolve("repository"));
            try (ResticRepository small =
                    ResticRepository.create(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
                FileTreeBackup backup = new FileTreeBackup(small, FileTreeBackupRequest.of("here", List.of(source)));
                backup.run(ProgressListener.NONE);
                Files.write(source.resolve("large"), random(LARGE));

                assertThatThrownBy(() -> backup.run(ProgressListener.NONE))
                        .isInstanceOf(IOException.class)
                        .hasStackTraceContaining("No space left");
                assertThat(small.snapshots()).hasSize(1);

                disk.grow(60);
                assertThat(backup.run(ProgressListener.NONE).isComplete()).isTrue();
            }
            try (ResticRepository again = ResticRepository.open(storage, TestBackups.PASSPHRASE, TestBackups.OPTIONS)) {
                assertThat(again.snapshots()).hasSize(2);
                assertThat(again.check(new DataToRead.Everything(), WorkListener.NONE)
                                .findings())
                        .isEmpty();
            }
        }
    }

    private FileTreeBackupResult backUp(List<Path> paths, Consumer<BlobType> beforeSaving) throws IOException {
        FileTreeBackupRequest request = FileTreeBackupRequest.of("here", paths).withReaders(1);
        return new FileTreeBackup(new ReadCounter(repository, beforeSaving), request).run(ProgressListener.NONE);
    }

    private FileTreeRestoreResult restore(FileTreeBackupResult backup, Path target) throws IOException {
        FileTreeRestoreRequest request = FileTreeRestoreRequest.to(target)
                .withFrom(source.toString())
                .overwriting(Overwrite.IF_CHANGED)
                .verifying();
        return new FileTreeRestore(repository, backup.snapshot().snapshot().tree(), request).run(ProgressListener.NONE);
    }

    private List<String> names(FileTreeBackupResult backup, Path directory) throws IOException {
        return new TreeBrowser(repository, backup.snapshot().snapshot().tree())
                .list(directory.toString()).stream().map(Node::name).toList();
    }

    private void file(String name, String content) throws IOException {
        Path file = source.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Consumer<BlobType> onFirst(BlobType wanted, Change change) {
        AtomicBoolean done = new AtomicBoolean();
        return type -> {
            if (type == wanted && done.compareAndSet(false, true)) {
                try {
                    change.make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private interface Change {
        void make() throws IOException;
    }
}
