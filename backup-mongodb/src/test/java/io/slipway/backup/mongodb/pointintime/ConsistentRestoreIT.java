package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.RenameCollectionOptions;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.catalogue.Catalogue;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.restore.Difference;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A snapshot of a database that was written to while it was dumped comes back as the database was at one moment. */
class ConsistentRestoreIT {
    private final MemoryRepository repository = new MemoryRepository();
    private SimulatedReplicaSet set;
    private MongoClient client;
    private MongoDatabase crm;

    @BeforeEach
    void aDatabaseThatTakesAWhileToRead() {
        set = SimulatedReplicaSet.start();
        client = MongoClients.create(set.connectionString());
        crm = client.getDatabase("crm");
        crm.getCollection("contacts")
                .insertMany(IntStream.range(0, 6000)
                        .mapToObj(i -> id(i).append("name", "contact " + i))
                        .toList());
        crm.getCollection("log").insertOne(id(0));
        crm.getCollection("old").insertOne(id(0));
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private static Document id(Object id) {
        return new Document("_id", id);
    }

    /** Everything that replays must do, in the middle of a dump. */
    private void writeALot() {
        MongoCollection<Document> contacts = crm.getCollection("contacts");
        contacts.insertOne(id("new"));
        contacts.updateOne(id(1), new Document("$set", new Document("name", "Ada")));
        contacts.replaceOne(id(2), new Document("city", "Paris"));
        contacts.deleteMany(new Document("_id", new Document("$gte", 5990)));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.insertOne(session, id("together"));
            crm.getCollection("log").insertOne(session, id("together"));
            session.commitTransaction();
        }
        contacts.createIndex(new Document("name", 1), new IndexOptions().sparse(true));
        crm.getCollection("late").insertOne(id(1));
        crm.createView("view", "late", List.of());
        crm.getCollection("old").drop();
        // As $out does it, twice: the second time there is a collection of that name, and the first one's again.
        for (int i = 0; i < 2; i++) {
            crm.getCollection("tmp.out").insertOne(id("report " + i));
            crm.getCollection("tmp.out")
                    .renameCollection(
                            new MongoNamespace("crm", "report"), new RenameCollectionOptions().dropTarget(i == 1));
        }
        crm.getCollection("tmp.out").insertOne(id("another one"));
    }

    private MongoSnapshot dump(NamespaceSelection selection, Runnable meanwhile) throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        DumpResult dump = new MongoDump(client, repository, Clock.systemUTC())
                .run(
                        new DumpRequest(
                                selection, false, true, 2, SnapshotLabels.of("crm", List.of("application=crm"))),
                        progress -> {
                            if (done.compareAndSet(false, true)) {
                                meanwhile.run();
                            }
                        });
        return MongoSnapshot.open(repository, dump.snapshot().snapshot());
    }

    private ConsistentResult restore(MongoSnapshot snapshot, RestoreRequest request) throws IOException {
        return new ConsistentRestore(client)
                .run(repository.snapshot("latest").id(), snapshot, request, ProgressListener.NONE);
    }

    private static RestoreRequest request(String... include) {
        return new RestoreRequest(
                NamespaceSelection.of(include), NamespaceMapping.database("crm", "copy"), false, false, true, 2);
    }

    @Test
    void asTheDatabaseWasWhenTheDumpEnded() throws IOException {
        MongoSnapshot snapshot = dump(NamespaceSelection.ALL, this::writeALot);
        ConsistentResult result = restore(snapshot, request());
        RestoreResult restored = result.restored();

        assertThat(restored.differences()).isEmpty();
        assertThat(DatabaseState.of(client.getDatabase("copy"))).isEqualTo(DatabaseState.of(crm));
        assertThat(result.replayed()).isTrue();
        assertThat(result.operations()).isGreaterThan(20);
        assertThat(result.moment().map(OplogTime::toString))
                .contains(snapshot.manifest().consistency().to());
        assertThat(restored.documents())
                .as("what is there now is counted, not what was dumped")
                .isEqualTo(restored.plan().documents())
                .isEqualTo(crm.getCollection("contacts").countDocuments() + 2 + 1 + 1 + 1);
        assertThat(restored.plan().namespaces())
                .extracting(planned -> planned.content().namespace() + " as " + planned.target())
                .contains("crm.contacts as copy.contacts", "crm.report as copy.report", "crm.view as copy.view");
        assertThat(restored.remarks()).noneMatch(remark -> remark.contains("of different moments"));
        assertThat(client.listDatabaseNames()).as("nothing else is left").doesNotContain(Catalogue.RESTORES);
    }

    @Test
    void ofAPartThatPartAlone() throws IOException {
        MongoSnapshot snapshot = dump(NamespaceSelection.of("crm.log", "crm.report"), () -> {
            Document many = new Document("padding", "x".repeat(10));
            crm.getCollection("log").insertOne(many);
            writeALot();
        });
        assertThat(restore(snapshot, request()).restored().differences()).isEmpty();
        assertThat(client.getDatabase("copy").listCollectionNames()).containsExactlyInAnyOrder("log", "report");
        assertThat(client.getDatabase("copy").getCollection("report").find()).containsExactly(id("report 1"));
        client.getDatabase("copy").drop();

        assertThat(restore(snapshot, request("crm.report")).restored().documents())
                .as("it was made while the dump was taken, under another name")
                .isEqualTo(1);
        assertThat(client.getDatabase("copy").listCollectionNames()).containsExactly("report");
        assertThatThrownBy(() -> restore(snapshot, request("crm.contacts")))
                .hasMessageContaining("Not in the snapshot");
    }

    @Test
    void whatTheOplogMakesReplacesNothingUnlessItIsTold() throws IOException {
        MongoSnapshot snapshot =
                dump(NamespaceSelection.ALL, () -> crm.getCollection("late").insertOne(id(1)));
        MongoCollection<Document> inTheWay = client.getDatabase("copy").getCollection("late");
        inTheWay.insertOne(id("somebody's"));

        assertThat(new ConsistentRestore(client)
                        .plan(repository.snapshot("latest").id(), snapshot, request())
                        .inTheWay())
                .containsExactly(new Namespace("copy", "late"));
        assertThatThrownBy(() -> restore(snapshot, request()))
                .hasMessageContaining("Nothing was restored")
                .hasMessageContaining("copy.late");
        assertThat(inTheWay.find()).containsExactly(id("somebody's"));
        assertThat(client.getDatabase("copy").listCollectionNames()).containsExactly("late");

        assertThat(restore(snapshot, request().withDrop()).restored().differences())
                .isEmpty();
        assertThat(inTheWay.find()).containsExactly(id(1));
    }

    @Test
    void aDamagedOplogIsFoundBeforeAnythingIsDone() throws IOException {
        MongoSnapshot snapshot = dump(NamespaceSelection.ALL, this::writeALot);
        new TreeBrowser(repository, repository.snapshot("latest").snapshot().tree())
                .find("oplog.bson")
                .orElseThrow()
                .content()
                .forEach(repository::flipBit);
        assertThatThrownBy(() -> restore(snapshot, request())).isInstanceOf(IOException.class);
        assertThat(client.getDatabase("copy").listCollectionNames()).isEmpty();
    }

    @Test
    void aWriteThatIsLostIsADifference() throws IOException {
        MongoSnapshot snapshot = dump(NamespaceSelection.ALL, this::writeALot);
        ReplayTarget server = new MongoReplayTarget(client);
        ConsistentResult result = new ConsistentRestore(client, new Losing(server))
                .run(repository.snapshot("latest").id(), snapshot, request(), ProgressListener.NONE);
        assertThat(result.restored().differences())
                .extracting(Difference::toString)
                .hasSize(2)
                .allMatch(difference -> difference.startsWith("copy.report: "))
                .anyMatch(difference -> difference.contains("documents should be 1 and is 0"));
    }

    /** A server that answers, and does not do what it was told with one collection. */
    private record Losing(ReplayTarget target) implements ReplayTarget {
        @Override
        public void find(Namespace namespace, List<BsonValue> ids, Receiver receiver) throws IOException {
            target.find(namespace, ids, receiver);
        }

        @Override
        public void write(Namespace namespace, List<DocumentChange> changes) {
            boolean report = changes.stream()
                    .anyMatch(change -> String.valueOf(change.document()).contains("report"));
            if (!report) {
                target.write(namespace, changes);
            }
        }

        @Override
        public void execute(Operation.Structural operation, boolean lenient) throws IOException {
            target.execute(operation, lenient);
        }

        @Override
        public Optional<Checkpoint> checkpoint(String plan) {
            return target.checkpoint(plan);
        }

        @Override
        public void save(String plan, Checkpoint checkpoint) {
            target.save(plan, checkpoint);
        }

        @Override
        public void forget(String plan) {
            target.forget(plan);
        }
    }
}
