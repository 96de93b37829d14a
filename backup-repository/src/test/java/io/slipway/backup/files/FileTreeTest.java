package io.slipway.backup.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.slipway.backup.repository.BlobReceiver;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.SnapshotSummary;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.TreeBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileTreeTest {
    /** Late enough that nothing made before may have been changed when a snapshot began. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    private Path folder;

    private Path source;
    private Path target;
    private ResticRepository repository;

    @BeforeEach
    void createRepository() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        target = folder.resolve("target");
        repository = ResticRepository.create(
                new LocalStorage(folder.resolve("repository")), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    @AfterEach
    void closeRepository() throws IOException {
        repository.close();
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        NastyTree.make(source);

        FileTreeBackupResult backup = backUp();
        FileTreeRestoreResult restored = restore(backup, toTarget().verifying());

        assertThat(backup.problems()).isEqualTo(Problems.NONE);
        assertThat(restored.problems()).isEqualTo(Problems.NONE);
        assertThat(Listing.of(target)).containsExactlyEntriesOf(Listing.of(source));
        assertThat(used(target.resolve("sparse.img"))).isLessThan(1 << 20);
        SnapshotSummary summary = backup.snapshot().snapshot().summary();
        assertThat(restored.files()).isEqualTo(summary.totalFilesProcessed());
        assertThat(restored.bytes()).isEqualTo(summary.totalBytesProcessed());
    }

    @Test
    void aSocketIsLeftOutAndSaid() throws IOException {
        file("a", "content");
        Path socket = source.resolve("socket");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));

            FileTreeBackupResult backup = backUp();
            FileTreeRestoreResult restored = restore(backup, toTarget());

            assertThat(backup.isComplete()).isTrue();
            assertThat(backup.problems().first()).singleElement().satisfies(problem -> {
                assertThat(problem.path()).isEqualTo(socket.toString());
                assertThat(problem.message()).contains("is a socket");
            });
            assertThat(restored.problems()).isEqualTo(Problems.NONE);
            assertThat(restored.files())
                    .isEqualTo(backup.snapshot().snapshot().summary().totalFilesProcessed());
        }
    }

    @Test
    void theSnapshotSaysWhatWasDone() throws IOException {
        file("a/one", "1");
        file("b/two", "22");

        FileTreeBackupResult backup = backUp(request().withTags(List.of("kind=files")));

        assertThat(backup.snapshot().snapshot().paths()).containsExactly(source.toString());
        assertThat(backup.snapshot().snapshot().hostname()).isEqualTo("here");
        assertThat(backup.snapshot().snapshot().tags()).containsExactly("kind=files");
        SnapshotSummary summary = backup.snapshot().snapshot().summary();
        assertThat(summary.filesNew()).isEqualTo(2);
        assertThat(summary.totalBytesProcessed()).isEqualTo(3);
        assertThat(summary.dataBlobs()).isEqualTo(2);
        assertThat(repository.snapshot("latest")).isEqualTo(backup.snapshot());
        assertThat(new TreeBrowser(repository, backup.snapshot().snapshot().tree()).list(source + "/a"))
                .extracting(Node::name)
                .containsExactly("one");
    }

    @Test
    void anUnchangedTreeIsTheSameTreeAndIsNotReadAgain() throws IOException {
        NastyTree.make(source);
        FileTreeBackupResult first = backUp(request().withClock(LATER));

        ReadCounter reads = new ReadCounter(repository);
        FileTreeBackupResult second = new FileTreeBackup(reads, request()).run(ProgressListener.NONE);

        assertThat(second.snapshot().snapshot().tree())
                .isEqualTo(first.snapshot().snapshot().tree());
        assertThat(second.snapshot().snapshot().parent())
                .isEqualTo(first.snapshot().id());
        SnapshotSummary summary = second.snapshot().snapshot().summary();
        assertThat(summary.filesNew() + summary.filesChanged() + summary.dirsNew() + summary.dirsChanged())
                .isZero();
        assertThat(summary.filesUnmodified()).isEqualTo(summary.totalFilesProcessed());
        assertThat(reads.dataBlobs()).isZero();
    }

    @Test
    void whatWasChangedWhileTheLastSnapshotWasMadeIsReadAgain() throws IOException {
        file("a", "content");
        Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        backUp(request().withClock(earlier));

        ReadCounter reads = new ReadCounter(repository);
        new FileTreeBackup(reads, request()).run(ProgressListener.NONE);

        assertThat(reads.dataBlobs()).isEqualTo(1);
    }

    @Test
    void whatChangedIsTold() throws IOException {
        file("changed", "before");
        file("kept", "same");
        file("removed", "x");
        FileTreeBackupResult first = backUp(request().withClock(LATER));
        file("changed", "after it");
        file("new", "new");
        Files.delete(source.resolve("removed"));

        SnapshotSummary summary = backUp(request().withParent(first.snapshot()))
                .snapshot()
                .snapshot()
                .summary();

        assertThat(List.of(summary.filesNew(), summary.filesChanged(), summary.filesUnmodified()))
                .containsExactly(1L, 1L, 1L);
        assertThat(summary.dataBlobs()).isEqualTo(2);
    }

    @Test
    void severalPathsMakeOneTree() throws IOException {
        file("a/one", "1");
        file("b/two", "2");
        file("b/three", "3");
        file("c/four", "4");
        List<Path> paths = List.of(source.resolve("b"), source.resolve("a/one"), source.resolve("b/two"));

        FileTreeBackupResult backup = backUp(FileTreeBackupRequest.of("here", paths));
        restore(backup, toTarget());

        assertThat(Listing.of(target).keySet()).containsExactly("", "a", "a/one", "b", "b/three", "b/two");
    }

    @Test
    void excludesLeaveOut() throws IOException {
        file("keep/a.txt", "x");
        file("keep/a.tmp", "x");
        file("keep/important.tmp", "x");
        file("keep/UPPER.LOG", "x");
        file("node_modules/x/y", "x");
        file("cache/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n");
        file("cache/much", "x");
        file("no cache/CACHEDIR.TAG", "Signature: of somebody else");
        file("no cache/kept", "x");
        file("private/.nobackup", "");
        file("private/secret", "x");
        Excludes excludes = new Excludes(
                List.of("*.tmp", "!important.tmp", "node_modules"), List.of("*.log"), List.of(".nobackup"), true, true);

        FileTreeBackupResult backup = backUp(request().withExcludes(excludes));
        restore(backup, toTarget());

        assertThat(Listing.of(target).keySet())
                .containsExactly(
                        "",
                        "cache",
                        "cache/CACHEDIR.TAG",
                        "keep",
                        "keep/a.txt",
                        "keep/important.tmp",
                        "no cache",
                        "no cache/CACHEDIR.TAG",
                        "no cache/kept",
                        "private",
                        "private/.nobackup");
        assertThat(backup.snapshot().snapshot().excludes()).containsExactly("*.tmp", "!important.tmp", "node_modules");
    }

    /** The kernel refuses to read the beginning of a process's memory, even for root. */
    @Test
    void aFileThatCannotBeReadIsReportedAndTheOthersAreBackedUp() throws IOException {
        file("a", "content");
        Path unreadable = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "mem");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(unreadable), "needs the /proc of Linux");

        FileTreeBackupResult backup = backUp(FileTreeBackupRequest.of("here", List.of(source, unreadable)));

        assertThat(backup.isComplete()).isFalse();
        assertThat(backup.problems().first()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREADABLE);
            assertThat(problem.path()).isEqualTo(unreadable.toString());
            assertThat(problem.message()).isEqualTo("Input/output error");
        });
        assertThat(backup.snapshot().snapshot().tags()).containsExactly(FileTreeBackupRequest.INCOMPLETE);
        assertThat(new TreeBrowser(repository, backup.snapshot().snapshot().tree()).find(source + "/a"))
                .isPresent();
    }

    /** The files of /proc have no length and yet content: they look as if they grew while they were read. */
    @Test
    void aFileThatGrowsWhileItIsReadIsKeptAsReadAndReported() throws IOException {
        Path growing = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "status");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(growing), "needs the /proc of Linux");

        FileTreeBackupResult backup = backUp(FileTreeBackupRequest.of("here", List.of(growing)));

        assertThat(backup.isComplete()).isTrue();
        assertThat(backup.problems().count(Problem.Kind.CHANGED)).isEqualTo(1);
        try (var content =
                new TreeBrowser(repository, backup.snapshot().snapshot().tree()).open(growing.toString())) {
            assertThat(new String(content.readAllBytes())).startsWith("Name:");
        }
    }

    @Test
    void aPathThatIsNotThereMakesNoSnapshot() throws IOException {
        assertThatThrownBy(() -> backUp(FileTreeBackupRequest.of("here", List.of(source.resolve("nothing")))))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FileTreeBackupRequest.of("here", List.of()))
                .hasMessageContaining("nothing to back up");
        assertThat(repository.snapshots()).isEmpty();
    }

    @Test
    void anInterruptedBackupMakesNoSnapshot() throws IOException {
        file("a", "content");
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::backUp).isInstanceOf(IOException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(repository.snapshots()).isEmpty();
    }

    @Test
    void progressIsToldToTheEnd() throws IOException {
        NastyTree.make(source);
        AtomicReference<Progress> last = new AtomicReference<>();

        FileTreeBackupResult backup = new FileTreeBackup(repository, request()).run(last::set);

        SnapshotSummary summary = backup.snapshot().snapshot().summary();
        assertThat(last.get().filesDone()).isEqualTo(summary.totalFilesProcessed());
        assertThat(last.get().bytesDone()).isEqualTo(summary.totalBytesProcessed());

        new FileTreeRestore(repository, backup.snapshot().snapshot().tree(), toTarget()).run(last::set);

        assertThat(last.get().filesDone()).isEqualTo(last.get().filesTotal()).isEqualTo(summary.totalFilesProcessed());
        assertThat(last.get().bytesDone()).isEqualTo(last.get().bytesTotal()).isEqualTo(summary.totalBytesProcessed());
        assertThat(last.get().remaining()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aPartIsRestored() throws IOException {
        file("a/one.txt", "1");
        file("a/two.log", "2");
        file("b/three.txt", "3");
        FileTreeBackupResult backup = backUp();

        restore(backup, toTarget().including("*.txt").excluding("/**/b"));
        assertThat(Listing.of(target).keySet()).containsExactly("", "a", "a/one.txt");

        Path single = folder.resolve("single");
        restore(backup, FileTreeRestoreRequest.to(single).withFrom(source + "/a/two.log"));
        assertThat(single.resolve("two.log")).hasContent("2");

        assertThatThrownBy(
                        () -> restore(backup, FileTreeRestoreRequest.to(single).withFrom("/nothing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aDryRunOnlySaysWhatItWouldDo() throws IOException {
        file("a/one", "1");
        file("a/two", "22");
        FileTreeBackupResult backup = backUp();

        FileTreeRestoreResult result = restore(backup, toTarget().asDryRun());

        assertThat(result).isEqualTo(new FileTreeRestoreResult(2, 1, 3, 0, Problems.NONE));
        assertThat(target).doesNotExist();
    }

    @Test
    void nothingIsRestoredIfSomethingIsInTheWay() throws IOException {
        file("a", "old");
        file("b", "old");
        FileTreeBackupResult backup = backUp();
        Files.createDirectories(target);
        Files.writeString(target.resolve("b"), "precious");

        assertThatThrownBy(() -> restore(backup, toTarget()))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(target.resolve("b").toString())
                .hasMessageContaining("nothing was restored");
        assertThat(Listing.of(target).keySet()).containsExactly("", "b");
        assertThat(target.resolve("b")).hasContent("precious");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEVER", "IF_CHANGED", "ALWAYS"})
    void filesInTheWayAreTreatedAsAsked(Overwrite overwrite) throws IOException {
        file("changed", "as backed up");
        file("same", "as backed up");
        file("missing", "as backed up");
        FileTreeBackupResult backup = backUp();
        Files.createDirectories(target);
        Files.writeString(target.resolve("changed"), "newer");
        Files.writeString(target.resolve("same"), "AS BACKED UP");
        FileTime time = Files.getLastModifiedTime(source.resolve("same"));
        Files.setLastModifiedTime(target.resolve("same"), time);

        FileTreeRestoreResult result = restore(backup, toTarget().overwriting(overwrite));

        assertThat(target.resolve("missing")).hasContent("as backed up");
        assertThat(target.resolve("changed")).hasContent(overwrite == Overwrite.NEVER ? "newer" : "as backed up");
        assertThat(target.resolve("same")).hasContent(overwrite == Overwrite.ALWAYS ? "as backed up" : "AS BACKED UP");
        assertThat(result.unchanged()).isEqualTo(overwrite == Overwrite.IF_CHANGED ? 1 : 0);
        assertThat(result.problems().count(Problem.Kind.SKIPPED)).isEqualTo(overwrite == Overwrite.NEVER ? 2 : 0);
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void linksInTheTargetLeadNobodyElsewhere() throws IOException {
        file("directory/file", "new");
        FileTreeBackupResult backup = backUp();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("directory"), elsewhere);

        FileTreeRestoreResult never = restore(backup, toTarget().overwriting(Overwrite.NEVER));
        assertThat(never.isComplete()).isFalse();
        assertThat(elsewhere).isEmptyDirectory();

        restore(backup, toTarget().overwriting(Overwrite.ALWAYS));
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(target.resolve("directory")).isDirectory();
        assertThat(Files.isSymbolicLink(target.resolve("directory"))).isFalse();
        assertThat(target.resolve("directory/file")).hasContent("new");
    }

    /** The link comes after the directory was made and before its file and its mode are. */
    @Test
    void aLinkThatIsSwappedInDuringTheRestoreLeadsNobodyElsewhere() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(NativeAccess.isThere(), "needs Linux");
        file("directory/deeper/file", "new");
        file("other", "new");
        Files.setAttribute(source.resolve("directory"), "unix:mode", 0755);
        FileTreeBackupResult backup = backUp();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectory(elsewhere.resolve("deeper"));
        Files.setAttribute(elsewhere, "unix:mode", 0700);
        Map<String, String> before = Listing.of(elsewhere);
        BlobSource swapping = new BlobSource() {
            @Override
            public byte[] load(BlobType type, ObjectId id) throws IOException {
                return repository.load(type, id);
            }

            @Override
            public int length(BlobType type, ObjectId id) throws IOException {
                return repository.length(type, id);
            }

            @Override
            public void loadAll(BlobType type, Collection<ObjectId> ids, BlobReceiver receiver) throws IOException {
                Files.move(target.resolve("directory"), target.resolve("moved"));
                Files.createSymbolicLink(target.resolve("directory"), elsewhere);
                repository.loadAll(type, ids, receiver);
            }
        };

        FileTreeRestoreResult result = new FileTreeRestore(
                        swapping, backup.snapshot().snapshot().tree(), toTarget())
                .run(ProgressListener.NONE);

        assertThat(Listing.of(elsewhere)).isEqualTo(before);
        assertThat(target.resolve("other")).hasContent("new");
        assertThat(result.isComplete()).isFalse();
        assertThat(result.problems().first())
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo(new Problem(
                                Problem.Kind.NOT_RESTORED,
                                target + "/directory/deeper/file",
                                "a symbolic link has come to be where a directory was")));
    }

    @Test
    void aDirectoryInThePlaceOfAFileIsLeft() throws IOException {
        file("thing", "new");
        FileTreeBackupResult backup = backUp();
        Files.createDirectories(target.resolve("thing/full"));

        FileTreeRestoreResult result = restore(backup, toTarget().overwriting(Overwrite.ALWAYS));

        assertThat(result.problems().first())
                .extracting(Problem::kind, Problem::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Problem.Kind.NOT_RESTORED, "there is a directory in its place"));
        assertThat(target.resolve("thing/full")).isDirectory();
    }

    @Test
    void whatIsDamagedIsNamedAndTheRestIsRestored() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.write(source.resolve("file-" + i), TestBackups.content(i, 100_000));
        }
        FileTreeBackupResult backup = backUp();
        Files.createDirectories(target);
        for (int i = 0; i < 20; i++) {
            Files.writeString(target.resolve("file-" + i), "older");
        }
        removeOnePack(backup.snapshot().snapshot().tree());

        FileTreeRestoreResult result = restore(backup, toTarget().overwriting(Overwrite.ALWAYS));

        assertThat(result.isComplete()).isFalse();
        long lost = result.problems().count(Problem.Kind.NOT_RESTORED);
        assertThat(lost).isBetween(1L, 19L);
        assertThat(result.files()).isEqualTo(20 - lost);
        assertThat(result.problems().first())
                .allSatisfy(problem ->
                        assertThat(problem.message()).contains("is missing", "the file that was there is left"));
        Map<String, String> restored = Listing.of(target);
        assertThat(restored).hasSize(21);
        for (Problem problem : result.problems().first()) {
            assertThat(Path.of(problem.path())).hasContent("older");
        }
    }

    @Test
    void verificationFindsAFileThatIsDifferent() throws IOException {
        file("a", "content");
        Node node = new FileNodes(false, new Problems.Log())
                .node(source.resolve("a"), "a", FileStat.of(source.resolve("a")));
        ObjectId other = ObjectId.hash("CONTENT".getBytes());
        RestoredFile file = new RestoredFile(
                RestoreTarget.open(source),
                source.resolve("a"),
                node.withContent(new io.slipway.backup.content.SavedContent(List.of(other), 7)),
                true,
                true);

        assertThat(file.verify(List.of(7))).isEqualTo("is different from what was backed up, from byte 0 on");
    }

    @Test
    void anInterruptedRestoreStops() throws IOException {
        file("a", "content");
        FileTreeBackupResult backup = backUp();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> restore(backup, toTarget())).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private FileTreeBackupResult backUp() throws IOException {
        return backUp(request());
    }

    private FileTreeBackupResult backUp(FileTreeBackupRequest request) throws IOException {
        return new FileTreeBackup(repository, request).run(ProgressListener.NONE);
    }

    private FileTreeBackupRequest request() {
        return FileTreeBackupRequest.of("here", List.of(source));
    }

    private FileTreeRestoreRequest toTarget() {
        return FileTreeRestoreRequest.to(target).withFrom(source.toString());
    }

    private FileTreeRestoreResult restore(FileTreeBackupResult backup, FileTreeRestoreRequest request)
            throws IOException {
        return new FileTreeRestore(repository, backup.snapshot().snapshot().tree(), request).run(ProgressListener.NONE);
    }

    private void file(String name, String content) throws IOException {
        Path file = source.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** One that holds content and none of the trees. */
    private void removeOnePack(ObjectId root) throws IOException {
        List<Path> packs = new ArrayList<>();
        try (var files = Files.walk(folder.resolve("repository/data"))) {
            files.filter(Files::isRegularFile)
                    .sorted((a, b) ->
                            Long.compare(a.toFile().length(), b.toFile().length()))
                    .forEach(packs::add);
        }
        Files.delete(packs.getLast());
        assertThat(new TreeBrowser(repository, root).list(source.toString())).hasSize(20);
    }

    /** In bytes on the disk. */
    private static long used(Path file) throws IOException {
        Process process = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return Long.parseLong(new String(process.getInputStream().readAllBytes()).strip()) * 512;
    }
}
