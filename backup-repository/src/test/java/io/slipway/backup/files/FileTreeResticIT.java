package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.Restic;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.FileNames;
import io.slipway.backup.tree.NodeType;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreeChange;
import io.slipway.backup.tree.TreeDiff;
import io.slipway.backup.tree.TreeVisitor;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Trees of files between us and the real restic, both ways. */
class FileTreeResticIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path source;
    private Path target;
    private Restic restic;

    @BeforeAll
    static void needsRestic() {
        Restic.require();
    }

    @BeforeEach
    void makeTree() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        target = folder.resolve("target");
        NastyTree.make(source);
        if (!Restic.isSince(17)) {
            // They lose the bytes of the one, and give the attributes of the other to the file that it leads to.
            Files.delete(source.resolve("raw"));
            Files.delete(source.resolve("link"));
            Files.createSymbolicLink(source.resolve("link"), Path.of("plain/note.txt"));
        }
        restic = new Restic(folder.resolve("repository"), new String(TestBackups.PASSPHRASE));
        ResticRepository.create(storage(), TestBackups.PASSPHRASE, TestBackups.OPTIONS)
                .close();
    }

    @Test
    void resticRestoresWhatWeBackUp() throws IOException {
        try (ResticRepository repository = open()) {
            FileTreeBackupResult backup = backUp(repository);
            assertThat(backup.problems()).isEqualTo(Problems.NONE);
        }

        restic.run("check", "--read-data");
        restic.run("restore", "latest", "--target", target.toString());

        assertThat(Listing.of(target.resolve(source.toString().substring(1))))
                .containsExactlyEntriesOf(Listing.of(source));
    }

    @Test
    void weRestoreWhatResticBacksUp() throws IOException {
        restic.run("backup", source.toString());

        try (ResticRepository repository = open()) {
            FileTreeRestoreResult restored = new FileTreeRestore(
                            repository,
                            repository.snapshot("latest").snapshot().tree(),
                            FileTreeRestoreRequest.to(target)
                                    .withFrom(source.toString())
                                    .verifying())
                    .run(ProgressListener.NONE);
            assertThat(restored.problems()).isEqualTo(Problems.NONE);
        }

        assertThat(Listing.of(target)).containsExactlyEntriesOf(Listing.of(source));
    }

    /** What the one has backed up the other one has not to read again. */
    @Test
    void eachContinuesWhereTheOtherEnded() throws IOException {
        try (ResticRepository repository = open()) {
            backUp(repository);
        }
        String said = restic.run("backup", "--host", "here", "--json", source.toString())
                .text();
        JsonNode summary = JSON.readTree(said.lines().toList().getLast());
        assertThat(summary.path("files_new").asInt()).isZero();
        assertThat(summary.path("files_changed").asInt()).isZero();

        try (ResticRepository repository = open()) {
            assertThat(backUp(repository).snapshot().snapshot().summary().dataBlobs())
                    .isZero();
        }
    }

    @Test
    void resticListsWhatWeList() throws IOException {
        List<String> ours = new ArrayList<>();
        try (ResticRepository repository = open()) {
            FileTreeBackupResult backup = backUp(repository);
            new TreeBrowser(repository, backup.snapshot().snapshot().tree()).walk("/", (path, node) -> {
                boolean sized = node.type() == NodeType.FILE;
                if (FileNames.isText(path)) {
                    ours.add(path + " " + node.type().json() + " " + node.mode() + " "
                            + node.times().modified().toInstant() + (sized ? " " + node.size() : ""));
                }
                return TreeVisitor.Next.ON;
            });
        }

        List<String> theirs = new ArrayList<>();
        for (String line : restic.run("ls", "--json", "latest").text().lines().toList()) {
            JsonNode node = JSON.readTree(line);
            String path = node.path("path").asString("");
            if (node.path("struct_type").asString("").equals("node") && !path.contains("\uFFFD")) {
                boolean sized = node.path("type").asString().equals("file");
                theirs.add(path + " " + node.path("type").asString() + " "
                        + node.path("mode").asLong() + " "
                        + java.time.OffsetDateTime.parse(node.path("mtime").asString())
                                .toInstant()
                        + (sized ? " " + node.path("size").asLong() : ""));
            }
        }
        assertThat(ours).hasSizeGreaterThan(20).containsExactlyInAnyOrderElementsOf(theirs);
    }

    @Test
    void resticSeesTheDifferencesWeSee() throws IOException {
        try (ResticRepository repository = open()) {
            StoredSnapshot before = backUp(repository).snapshot();
            Files.writeString(source.resolve("plain/note.txt"), "another note");
            Files.delete(source.resolve("fifo"));
            Files.createDirectories(source.resolve("new/directory"));
            Files.writeString(source.resolve("new/directory/file"), "x");
            Files.setAttribute(source.resolve("modes/mode-777"), "unix:mode", 0600);
            Files.delete(source.resolve("empty directory"));
            Files.writeString(source.resolve("empty directory"), "not any more");
            StoredSnapshot after = backUp(repository).snapshot();

            assertThat(ours(
                            repository,
                            before.snapshot().tree(),
                            after.snapshot().tree()))
                    .isEqualTo(theirs(before, after))
                    .contains("M " + source + "/plain/note.txt", "- " + source + "/fifo");
        }
    }

    private static TreeSet<String> ours(ResticRepository repository, ObjectId before, ObjectId after)
            throws IOException {
        TreeSet<String> changes = new TreeSet<>();
        TreeDiff.compare(repository, before, after, (TreeChange change) -> {
            boolean directory = change.after() != null && change.after().isDirectory();
            if (change.kind() != TreeChange.Kind.METADATA || !directory) {
                changes.add(change.kind().letter() + " " + change.path());
            }
        });
        return changes;
    }

    /**
     * A line each, such as {@code M    /path}; a directory's path ends with a slash. restic says U of each directory that
     * something changed in, and of what has another type.
     */
    private TreeSet<String> theirs(StoredSnapshot before, StoredSnapshot after) {
        TreeSet<String> changes = new TreeSet<>();
        restic.run("diff", "--metadata", before.id().toString(), after.id().toString())
                .text()
                .lines()
                .filter(line -> line.matches("[+\\-MUT]U? +/.*") && !line.matches("U.*/"))
                .map(line -> line.charAt(0) + " " + line.substring(2).strip().replaceAll("/$", ""))
                .forEach(changes::add);
        return changes;
    }

    private FileTreeBackupResult backUp(ResticRepository repository) throws IOException {
        return new FileTreeBackup(repository, FileTreeBackupRequest.of("here", List.of(source)))
                .run(ProgressListener.NONE);
    }

    private LocalStorage storage() throws IOException {
        return new LocalStorage(folder.resolve("repository"));
    }

    private ResticRepository open() throws IOException {
        return ResticRepository.open(storage(), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }
}
