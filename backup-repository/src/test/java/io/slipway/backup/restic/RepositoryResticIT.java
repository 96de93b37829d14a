package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

import static org.assertj.core.api.Assertions.assertThat;

/** The real restic reads what we write, and we what it writes. */
class RepositoryResticIT {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-26T08:00:00.123456789+01:00");
    private static final Map<String, byte[]> FILES = new TreeMap<>(Map.of(
            "a/large", TestBackups.content(1, 1_200_000),
            "a/b/small", "hello\n".getBytes(),
            "empty", new byte[0]));

    @TempDir
    private Path folder;

    private Path root;
    private Restic restic;

    @BeforeAll
    static void needsRestic() {
        Restic.require();
    }

    @BeforeEach
    void chooseFolder() {
        root = folder.resolve("repository");
        restic = new Restic(root, new String(TestBackups.PASSPHRASE));
    }

    private ResticRepository create() throws IOException {
        return ResticRepository.create(new LocalStorage(root), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    private ResticRepository open() throws IOException {
        return ResticRepository.open(new LocalStorage(root), TestBackups.PASSPHRASE, TestBackups.OPTIONS);
    }

    @Test
    void resticReadsWhatWeWrite() throws IOException {
        StoredSnapshot stored;
        try (ResticRepository repository = create()) {
            stored = TestBackups.backUp(repository, TIME, FILES);
        }

        restic.run("check", "--read-data");
        assertThat(restic.run("snapshots", "--json").text())
                .contains(stored.id().toString(), "kind=files", "2026-11-26T08:00:00.123456789+01:00", "slipway");
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            assertThat(restic.run("dump", "latest", "/" + file.getKey()).output())
                    .isEqualTo(file.getValue());
        }
        Path restored = folder.resolve("restored");
        restic.run("restore", "latest", "--target", restored.toString());
        assertThat(Files.readAllBytes(restored.resolve("a/large"))).isEqualTo(FILES.get("a/large"));
        assertThat(restic.run("list", "locks").text()).isBlank();
    }

    @Test
    void resticBacksUpIntoOurRepository() throws IOException {
        Path source = source();
        try (ResticRepository repository = create()) {
            TestBackups.backUp(repository, TIME, FILES);
        }

        restic.run("backup", source.toString());

        restic.run("check", "--read-data");
        try (ResticRepository repository = open()) {
            assertThat(repository.snapshots()).hasSize(2);
            assertReadsAll(repository, source);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void weReadAndContinueWhatResticWrites(int version) throws IOException {
        Path source = source();
        restic.run("init", "--repository-version", String.valueOf(version));
        restic.run("backup", "--tag", "one,two", source.toString());

        try (ResticRepository repository = open()) {
            StoredSnapshot latest = assertReadsAll(repository, source);
            assertThat(latest.snapshot().tags()).containsExactly("one", "two");
            assertThat(latest.snapshot().paths()).containsExactly(source.toString());
            assertThat(repository.snapshot(latest.id().brief())).isEqualTo(latest);
            TestBackups.backUp(repository, TIME.plusYears(5), FILES);
        }

        restic.run("check", "--read-data");
        assertThat(restic.run("dump", "latest", "/a/large").output()).isEqualTo(FILES.get("a/large"));
    }

    @Test
    void whatResticHasIsNotUploadedAgain() throws IOException {
        Path source = source();
        restic.run("init");
        restic.run("backup", source.toString());

        try (ResticRepository repository = open();
                Upload upload = repository.upload()) {
            for (ObjectId blob : blobs(repository, repository.snapshot("latest"))) {
                byte[] plain = repository.load(BlobType.DATA, blob);
                assertThat(upload.save(BlobType.DATA, plain, 0, plain.length)).isEqualTo(blob);
            }
            upload.flush();
            assertThat(upload.figures().dataBlobs()).isZero();
        }
    }

    @Test
    void eachRespectsTheOthersLocks() throws IOException {
        try (ResticRepository repository = create();
                Upload upload = repository.upload()) {
            Restic.Result pruned = restic.tryRun("prune");
            assertThat(pruned.status()).isNotZero();
            assertThat(pruned.errors())
                    .contains(
                            "already locked",
                            String.valueOf(ProcessHandle.current().pid()));
            assertThat(upload.figures().dataBlobs()).isZero();
        }
        restic.run("prune");
    }

    private Path source() throws IOException {
        Path source = folder.resolve("source");
        Files.createDirectories(source.resolve("sub"));
        Files.write(source.resolve("sub/big"), TestBackups.content(7, 3_000_000));
        Files.writeString(source.resolve("note.txt"), "a note");
        return source;
    }

    private static StoredSnapshot assertReadsAll(ResticRepository repository, Path source) throws IOException {
        StoredSnapshot latest = repository.snapshots().stream()
                .filter(stored -> stored.snapshot().paths().contains(source.toString()))
                .findFirst()
                .orElseThrow();
        long bytes = 0;
        for (ObjectId blob : blobs(repository, latest)) {
            byte[] plain = repository.load(BlobType.DATA, blob);
            assertThat(repository.length(BlobType.DATA, blob)).isEqualTo(plain.length);
            bytes += plain.length;
        }
        assertThat(bytes).isEqualTo(3_000_000 + 6);
        return latest;
    }

    private static List<ObjectId> blobs(ResticRepository repository, StoredSnapshot snapshot) throws IOException {
        List<ObjectId> blobs = new ArrayList<>();
        collect(repository, snapshot.snapshot().tree(), blobs);
        return blobs;
    }

    private static void collect(ResticRepository repository, ObjectId tree, List<ObjectId> blobs) throws IOException {
        for (Node node : Tree.load(repository, tree).nodes()) {
            if (node.isDirectory()) {
                collect(repository, node.tree(), blobs);
            } else {
                blobs.addAll(node.blobs());
            }
        }
    }
}
