package io.slipway.backup.mongodb.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.archive.ArchiveConsumer;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.archive.ArchiveReader;
import io.slipway.backup.mongodb.archive.ArchivedCollection;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.exchange.ArchiveExport;
import io.slipway.backup.mongodb.exchange.ArchiveImport;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.DumpLayout;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.mongodb.snapshot.StreamFigures;
import io.slipway.backup.mongodb.snapshot.StreamMeter;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.backup.tree.BlobStream;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreeVisitor;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The real mongodump, mongorestore and bsondump judge us, where they are installed; the servers are simulated. */
class MongoToolsIT {
    private static final SnapshotLabels LABELS = SnapshotLabels.of("crm", List.of("application=crm"));

    @TempDir
    Path directory;

    private SimulatedReplicaSet source;
    private SimulatedReplicaSet target;
    private MongoClient from;
    private MongoClient to;

    @BeforeEach
    void start() {
        assumeTrue(
                MongoTools.find("mongorestore").isPresent(),
                "mongorestore is not on the path, and MONGO_TOOLS does not name its directory");
        source = SimulatedReplicaSet.start();
        target = SimulatedReplicaSet.start();
        from = MongoClients.create(source.connectionString());
        to = MongoClients.create(target.connectionString());
    }

    @AfterEach
    void stop() {
        if (source != null) {
            from.close();
            to.close();
            source.close();
            target.close();
        }
    }

    private DumpResult dump(MongoClient client, MemoryRepository repository) throws IOException {
        return new MongoDump(client, repository, Clock.systemUTC())
                .run(DumpRequest.everything(LABELS), ProgressListener.NONE);
    }

    private Path file(MemoryRepository repository, DumpResult dump, String path) throws IOException {
        Path file = directory.resolve(path.replace('/', '_'));
        try (InputStream in =
                new TreeBrowser(repository, dump.snapshot().snapshot().tree()).open(path)) {
            Files.copy(in, file);
        }
        return file;
    }

    private String run(String tool, String... arguments) throws IOException, InterruptedException {
        return MongoTools.run(directory.resolve(tool + ".log"), directory.resolve(tool + ".out"), tool, arguments);
    }

    /** What a server has, as a dump of it says. */
    private Map<Namespace, String> contents(MongoClient client) throws IOException {
        DumpRequest request = new DumpRequest(NamespaceSelection.ALL, false, false, 2, LABELS);
        Manifest manifest = new MongoDump(client, new MemoryRepository(), Clock.systemUTC())
                .run(request, ProgressListener.NONE)
                .manifest();
        Map<Namespace, String> contents = new TreeMap<>();
        for (NamespaceContent one : manifest.namespaces()) {
            contents.put(
                    one.namespace(),
                    one.type() + " " + one.documents() + " " + one.contentHash() + " "
                            + one.collectionMetadata().options() + " "
                            + one.collectionMetadata().indexes().stream()
                                    .map(index -> new TreeMap<>(index).toString())
                                    .sorted()
                                    .toList());
        }
        return contents;
    }

    @Test
    void mongorestoreTakesTheArchiveOfASnapshot() throws IOException, InterruptedException {
        Sample.write(from, 2000);
        MemoryRepository repository = new MemoryRepository();
        DumpResult dump = dump(from, repository);
        Path archive = file(repository, dump, DumpLayout.ARCHIVE);
        run("mongorestore", "--uri", target.connectionString(), "--archive=" + archive, "--oplogReplay", "-vv");
        assertThat(contents(to)).isEqualTo(contents(from));
    }

    @Test
    void mongorestoreTakesTheDirectoryOfASnapshot() throws IOException, InterruptedException {
        Sample.write(from, 200);
        MemoryRepository repository = new MemoryRepository();
        DumpResult dump = dump(from, repository);
        Path out = Files.createDirectory(directory.resolve("dump"));
        new TreeBrowser(repository, dump.snapshot().snapshot().tree()).walk("/", (path, node) -> {
            Path file = out.resolve(path.substring(1));
            if (node.isDirectory()) {
                Files.createDirectory(file);
            } else {
                Files.copy(new BlobStream(repository, node.blobs()), file);
            }
            return TreeVisitor.Next.ON;
        });
        run("mongorestore", "--uri", target.connectionString(), "--oplogReplay", out.toString());
        assertThat(contents(to)).isEqualTo(contents(from));
    }

    @Test
    void whatResticGivesGoesStraightIntoMongorestore() throws IOException, InterruptedException {
        assumeTrue(MongoTools.onPath("restic").isPresent(), "restic is not on the path");
        Sample.write(from, 2000);
        Path folder = directory.resolve("repository");
        try (Repository repository = ResticRepository.create(new LocalStorage(folder), "secret".toCharArray())) {
            new MongoDump(from, repository, Clock.systemUTC())
                    .run(DumpRequest.everything(LABELS), ProgressListener.NONE);
        }
        Process shell = shell(
                "restic -q -r \"$REPOSITORY\" --no-cache dump latest dump.archive"
                        + " | \"$MONGORESTORE\" --uri \"$TARGET\" --archive --oplogReplay",
                folder);
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        assertThat(contents(to)).isEqualTo(contents(from));
    }

    private Process shell(String script, Path repository) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", script).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "RESTIC_PASSWORD", "secret",
                        "REPOSITORY", repository.toString(),
                        "MONGORESTORE",
                                MongoTools.find("mongorestore").orElseThrow().toString(),
                        "BSONDUMP", MongoTools.find("bsondump").orElseThrow().toString(),
                        "TARGET", target.connectionString()));
        return builder.start();
    }

    @Test
    void weReadWhatMongodumpWrites() throws IOException, InterruptedException {
        Sample.write(from, 2000);
        Path archive = directory.resolve("real.archive");
        run("mongodump", "--uri", source.connectionString(), "--oplog", "--archive=" + archive);
        Figures figures = new Figures();
        try (InputStream in = Files.newInputStream(archive)) {
            ArchiveReader.read(in, figures);
        }
        Manifest ours = dump(from, new MemoryRepository()).manifest();
        for (NamespaceContent one : ours.namespaces()) {
            if (!one.namespace().isOplog()) {
                assertThat(figures.read.get(one.dataNamespace()))
                        .as(one.namespace().toString())
                        .isEqualTo(one.figures());
            }
        }
        assertThat(figures.listed).contains(ArchivedCollection.oplog());
        for (ArchivedCollection listed : figures.listed) {
            Optional<NamespaceContent> one = ours.find(listed.namespace());
            if (one.isPresent() && !listed.namespace().isOplog()) {
                assertThat(BsonDocument.parse(listed.metadata()))
                        .isEqualTo(BsonDocument.parse(one.get().archived().metadata()));
                assertThat(listed.type()).isEqualTo(one.get().type());
            }
        }
    }

    @Test
    void whatMongodumpWroteIsTakenAndRestored() throws IOException, InterruptedException {
        Sample.write(from, 2000);
        Path archive = directory.resolve("real.archive.gz");
        run("mongodump", "--uri", source.connectionString(), "--oplog", "--gzip", "--archive=" + archive);
        MemoryRepository repository = new MemoryRepository();
        DumpResult imported;
        try (InputStream in = Files.newInputStream(archive)) {
            imported = new ArchiveImport(repository, Clock.systemUTC()).run(in, LABELS, ProgressListener.NONE);
        }
        RestoreResult restored = new MongoRestore(to)
                .run(
                        MongoSnapshot.open(repository, imported.snapshot().snapshot()),
                        RestoreRequest.everything(),
                        ProgressListener.NONE);
        assertThat(restored.differences()).isEmpty();
        assertThat(contents(to)).isEqualTo(contents(from));
    }

    @Test
    void mongorestoreTakesTheExportOfAPart() throws IOException, InterruptedException {
        Sample.write(from, 200);
        MemoryRepository repository = new MemoryRepository();
        DumpResult dump = dump(from, repository);
        Path archive = directory.resolve("part.archive");
        try (OutputStream out = Files.newOutputStream(archive)) {
            new ArchiveExport(MongoSnapshot.open(repository, dump.snapshot().snapshot()))
                    .write(NamespaceSelection.of("shop", "crm.log"), out, ProgressListener.NONE);
        }
        run("mongorestore", "--uri", target.connectionString(), "--archive=" + archive);
        Map<Namespace, String> expected = new TreeMap<>(contents(from));
        expected.keySet().retainAll(Set.of(new Namespace("shop", "orders"), new Namespace("crm", "log")));
        assertThat(contents(to)).isEqualTo(expected);
    }

    @Test
    void bsondumpShowsTheDocumentsOfASnapshot() throws IOException, InterruptedException {
        Sample.write(from, 200);
        MemoryRepository repository = new MemoryRepository();
        Path file = file(repository, dump(from, repository), "crm/contacts.bson");
        run("bsondump", file.toString());
        assertThat(Files.readAllLines(directory.resolve("bsondump.out")))
                .hasSize(200)
                .allMatch(line -> line.startsWith("{"));
    }

    private static final class Figures implements ArchiveConsumer {
        private final List<ArchivedCollection> listed = new ArrayList<>();
        private final Map<Namespace, StreamMeter> meters = new TreeMap<>();
        private final Map<Namespace, StreamFigures> read = new TreeMap<>();

        @Override
        public void begin(ArchiveHeader header, List<ArchivedCollection> collections) {
            listed.addAll(collections);
            collections.forEach(one -> meters.put(one.dataNamespace(header), new StreamMeter()));
        }

        @Override
        public void document(Namespace namespace, byte[] buffer, int offset, int length) {
            meters.get(namespace).document(buffer, offset, length);
        }

        @Override
        public void end(Namespace namespace, long crc) {
            read.put(namespace, meters.get(namespace).figures());
        }
    }
}
