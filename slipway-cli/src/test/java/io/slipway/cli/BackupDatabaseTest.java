package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Indexes;

import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.oplog.MongoOplogSource;
import io.slipway.backup.mongodb.oplog.OplogSlicer;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.SlicerSettings;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;
import io.slipway.cli.fake.SampleRepository;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database comes back from a repository and a passphrase; against a simulated replica set. */
class BackupDatabaseTest {
    @TempDir
    Path home;

    private SampleRepository repository;
    private SimulatedReplicaSet server;
    private MongoClient client;

    @BeforeEach
    void aDatabaseThatIsBackedUp() throws IOException {
        repository = new SampleRepository(home);
        server = SimulatedReplicaSet.start();
        client = MongoClients.create(server.connectionString());
        var contacts = client.getDatabase("crm").getCollection("contacts");
        contacts.insertMany(IntStream.range(0, 50)
                .mapToObj(i -> new Document("_id", i).append("name", "contact " + i))
                .toList());
        contacts.createIndex(Indexes.ascending("name"));
        try (ResticRepository open = ResticRepository.open(
                new LocalStorage(repository.folder()), SampleRepository.PASSPHRASE.toCharArray())) {
            new MongoDump(client, open, Clock.systemUTC())
                    .run(
                            DumpRequest.everything(SnapshotLabels.of(
                                    "crm", List.of("application=crm", "source=database", "kind=mongodb"))),
                            ProgressListener.NONE);
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void isRestoredIntoAnEmptyServerAndComparedAndNothingIsReplacedUnlessItIsTold() {
        client.getDatabase("crm").drop();
        TypedCommand trial = restore("--dry-run");
        assertThat(trial.status()).as(trial.err()).isZero();
        assertThat(trial.out()).contains("crm.contacts  50 documents");
        assertThat(client.getDatabase("crm").listCollectionNames()).isEmpty();

        TypedCommand restored = restore();
        assertThat(restored.status()).as(restored.err()).isZero();
        assertThat(restored.err()).contains("✓ restored 50 documents", "compared them with what was dumped");
        var contacts = client.getDatabase("crm").getCollection("contacts");
        assertThat(contacts.countDocuments()).isEqualTo(50);
        assertThat(contacts.listIndexes())
                .extracting(index -> index.getString("name"))
                .contains("name_1");

        contacts.deleteMany(new Document());
        TypedCommand refused = restore();
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("Nothing was restored", "crm.contacts");
        assertThat(contacts.countDocuments()).isZero();

        assertThat(restore("--overwrite", "--yes").status()).isZero();
        assertThat(contacts.countDocuments()).isEqualTo(50);
    }

    @Test
    void comesBackAsItWasWhenTheDumpEndedOrAsItWasReadIfThatIsWanted() throws IOException {
        var contacts = client.getDatabase("crm").getCollection("contacts");
        contacts.insertMany(
                IntStream.range(100, 7000).mapToObj(i -> new Document("_id", i)).toList());
        AtomicBoolean done = new AtomicBoolean();
        try (ResticRepository open = ResticRepository.open(
                new LocalStorage(repository.folder()), SampleRepository.PASSPHRASE.toCharArray())) {
            new MongoDump(client, open, Clock.systemUTC())
                    .run(
                            DumpRequest.everything(SnapshotLabels.of(
                                    "crm", List.of("application=crm", "source=database", "kind=mongodb"))),
                            progress -> {
                                if (done.compareAndSet(false, true)) {
                                    client.getDatabase("crm")
                                            .getCollection("late")
                                            .insertOne(new Document("_id", 1));
                                }
                            });
        }

        TypedCommand consistent = restore("--rename", "crm=crm_then");
        assertThat(consistent.status()).as(consistent.err()).isZero();
        assertThat(consistent.err()).contains("✓ restored 6951 documents", " operations replayed");
        assertThat(client.getDatabase("crm_then").listCollectionNames()).containsExactlyInAnyOrder("contacts", "late");

        assertThat(restore("--as-dumped", "--at", "2026-11-26T09:30:00Z", "-a", "crm", "--source", "database")
                        .err())
                .contains("--as-dumped leaves out the oplog");
        TypedCommand raw = restore("--rename", "crm=crm_raw", "--as-dumped");
        assertThat(raw.status()).as(raw.err()).isZero();
        assertThat(raw.err()).contains("✓ restored 6950 documents", "documents of different moments");
        assertThat(client.getDatabase("crm_raw").listCollectionNames()).containsExactly("contacts");
    }

    @Test
    void comesBackUnderAnotherNameBesideWhatIsThere() {
        TypedCommand beside = restore("--rename", "crm=crm_then");

        assertThat(beside.status()).as(beside.err()).isZero();
        assertThat(client.getDatabase("crm_then").getCollection("contacts").countDocuments())
                .isEqualTo(50);
    }

    @Test
    void comesBackAsItWasAtAMomentBetweenSnapshots() throws Exception {
        var contacts = client.getDatabase("crm").getCollection("contacts");
        List<String> tags = List.of("application=crm", "source=database");
        Instant moment;
        try (ResticRepository open = ResticRepository.open(
                new LocalStorage(repository.folder()), SampleRepository.PASSPHRASE.toCharArray())) {
            SliceSnapshots slices = new SliceSnapshots(open, "crm", tags, Instant::now);
            OplogSlicer slicer =
                    new OplogSlicer(new MongoOplogSource(client), slices, SlicerSettings.DEFAULT, Instant::now);
            slicer.begin("a test");
            new MongoDump(client, open, Clock.systemUTC())
                    .run(
                            DumpRequest.everything(SnapshotLabels.of(
                                    "crm", List.of("application=crm", "source=database", "kind=mongodb"))),
                            ProgressListener.NONE);
            contacts.insertOne(new Document("_id", 50));
            moment = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(moment));
            contacts.deleteMany(new Document());
            slicer.slice();
        }
        String[] there = {"--source", "database", "-a", "crm", "--rename", "crm=crm_then"};
        TypedCommand restored = restore(Stream.concat(Stream.of(there), Stream.of("--at", moment.toString()))
                .toArray(String[]::new));
        assertThat(restored.status()).as(restored.err()).isZero();
        assertThat(restored.err()).contains("✓ restored 51 documents", "as at " + moment, "slices of the oplog");
        assertThat(client.getDatabase("crm_then").getCollection("contacts").countDocuments())
                .isEqualTo(51);
        assertThat(contacts.countDocuments()).isZero();

        TypedCommand newest = restore("--source", "database", "--rename", "crm=crm_newest");
        assertThat(newest.status())
                .as("the newest is the dump, not the oplog: " + newest.err())
                .isZero();
        assertThat(client.getDatabase("crm_newest").getCollection("contacts").countDocuments())
                .isEqualTo(50);

        TypedCommand refused = restore(Stream.concat(Stream.of(there), Stream.of("--at", "2001-01-01T00:00:00Z"))
                .toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("cannot be restored. What can be restored: ");
    }

    @Test
    void aTotalLossIsRehearsedWithARepositoryAndAPassphraseAlone() throws IOException {
        repository.snapshot(Instant.now(), "uploads", Map.of("cat.png", "meow"));
        Path work = home.resolve("drill");
        Path report = home.resolve("report.md");

        TypedCommand drill = drill(work, "--to-mongodb", server.connectionString(), "--report", report.toString());

        assertThat(drill.status()).as(drill.err()).isZero();
        assertThat(drill.out()).startsWith("✓ passed  restored in ").contains("its data was");
        assertThat(drill.err().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("✓ "))
                .anyMatch(line -> line.contains("Restore crm database")
                        && line.contains("50 documents")
                        && line.contains("operations replayed"))
                .anyMatch(line -> line.contains("Restore crm production uploads") && line.contains("1 files"));
        assertThat(work.resolve("crm-production-uploads/cat.png")).hasContent("meow");
        assertThat(client.listDatabaseNames())
                .as("nothing of it is left on the server")
                .noneMatch(name -> name.endsWith("_drill"));
        assertThat(Files.readString(report)).contains("It passed.", "| ✓ | Restore crm database |");

        assertThat(drill(work).err()).contains("a drill begins with nothing");
        assertThat(drill(home.resolve("other")).err()).contains("read from end to end and compared", "--to-mongodb");
    }

    @Test
    void aDrillThatFindsSomethingLostFailsAndTriesTheRestAllTheSame() throws IOException {
        repository.snapshot(Instant.now(), "uploads", Map.of("cat.png", "meow"));
        try (Stream<Path> files = Files.walk(repository.folder().resolve("data"))) {
            for (Path pack : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(pack);
                bytes[20] ^= 1;
                Files.delete(pack);
                Files.write(pack, bytes);
            }
        }

        TypedCommand drill = drill(home.resolve("drill"));

        assertThat(drill.status()).isEqualTo(1);
        assertThat(drill.out()).startsWith("✗ failed");
        assertThat(drill.err().lines().filter(line -> line.startsWith("✗ "))).isNotEmpty();
        assertThat(drill.err()).contains("Restore crm database", "Restore crm production uploads");
    }

    private TypedCommand drill(Path work, String... more) {
        List<String> line = new ArrayList<>(List.of(
                "dr",
                "drill",
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                repository.passphrase().toString(),
                "--work",
                work.toString()));
        line.addAll(List.of(more));
        return TypedCommand.plain(false, line.toArray(String[]::new));
    }

    private TypedCommand restore(String... more) {
        List<String> line = new ArrayList<>(List.of(
                "backup",
                "restore",
                "latest",
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                repository.passphrase().toString(),
                "--to-mongodb",
                server.connectionString()));
        line.addAll(List.of(more));
        return TypedCommand.plain(false, line.toArray(String[]::new));
    }
}
