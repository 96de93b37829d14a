package io.slipway.backup.mongodb.pointintime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
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

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.oplog.MongoOplogSource;
import io.slipway.backup.mongodb.oplog.OplogRetention;
import io.slipway.backup.mongodb.oplog.OplogSlicer;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.Slice;
import io.slipway.backup.mongodb.oplog.SliceResult;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.SliceStore;
import io.slipway.backup.mongodb.oplog.SlicerSettings;
import io.slipway.backup.mongodb.oplog.Timeline;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.ShadowSwap;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.repository.ObjectId;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Restores of a simulated replica set to a point in time, beside the database that goes on. */
class PointInTimeRestoreIT {
    private static final List<String> TAGS = List.of("application=crm");

    private final MemoryRepository repository = new MemoryRepository();
    private final SliceSnapshots slices = new SliceSnapshots(repository, "crm", TAGS, Instant::now);
    private final DumpBases bases = new DumpBases(repository, TAGS);
    private SimulatedReplicaSet set;
    private MongoClient client;
    private OplogSlicer slicer;
    private MongoDatabase crm;

    @BeforeEach
    void start() throws IOException {
        set = SimulatedReplicaSet.start(SimulatedReplicaSet.Settings.defaults().withNoopEvery(Duration.ofMillis(50)));
        client = MongoClients.create(set.connectionString());
        slicer = new OplogSlicer(new MongoOplogSource(client), slices, SlicerSettings.DEFAULT, Instant::now);
        crm = client.getDatabase("crm");
        slicer.begin("a test");
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private static Document id(Object id) {
        return new Document("_id", id);
    }

    private OplogTime now() {
        return OplogTime.of(new BsonTimestamp(set.lastOperation()));
    }

    private void dump(ProgressListener listener) throws IOException {
        dump(NamespaceSelection.ALL, listener);
    }

    private void dump(NamespaceSelection selection, ProgressListener listener) throws IOException {
        List<String> tags = new ArrayList<>(TAGS);
        tags.add(DumpBases.KIND);
        new MongoDump(client, repository, Clock.systemUTC())
                .run(new DumpRequest(selection, false, true, 2, SnapshotLabels.of("crm", tags)), listener);
    }

    private RecoveryResult restore(OplogTime time, String... selection) throws IOException, NotRestorableException {
        return restore(slices, time, selection);
    }

    private RecoveryResult restore(SliceStore from, OplogTime time, String... selection)
            throws IOException, NotRestorableException {
        PointInTimeRestore restore = new PointInTimeRestore(client, bases, from);
        RestoreRequest request = new RestoreRequest(
                NamespaceSelection.of(selection),
                NamespaceMapping.shadowDatabases("_restored"),
                false,
                false,
                false,
                2);
        return restore.restore(restore.plan(RecoveryTarget.after(time)), request, ProgressListener.NONE);
    }

    private MongoCollection<Document> restored(String collection) {
        return client.getDatabase("crm_restored").getCollection(collection);
    }

    private static boolean expiresAfterAMinute(Document index) {
        return index.get("expireAfterSeconds") instanceof Number seconds && seconds.longValue() == 60;
    }

    @Test
    void whatWasDeletedComesBackAndIsPutInPlace() throws Exception {
        MongoCollection<Document> contacts = crm.getCollection("contacts");
        contacts.insertMany(List.of(id(1).append("name", "Ada"), id(2)));
        dump(ProgressListener.NONE);
        contacts.updateOne(id(1), new Document("$set", new Document("name", "Ada L.")));
        crm.getCollection("orders").insertOne(id(7));
        OplogTime good = now();
        contacts.deleteMany(new Document());
        crm.getCollection("orders").drop();
        slicer.slice();

        RecoveryResult result = restore(good, "crm");
        assertThat(result.restored().differences()).isEmpty();
        assertThat(result.restored().documents())
                .as("what is there in the end is counted")
                .isEqualTo(3)
                .isEqualTo(result.restored().plan().documents());
        assertThat(restored("contacts").find()).containsExactlyInAnyOrder(id(1).append("name", "Ada L."), id(2));
        assertThat(contacts.countDocuments()).isZero();

        new ShadowSwap(client).swap(result.restored());
        assertThat(contacts.find()).containsExactlyInAnyOrder(id(1).append("name", "Ada L."), id(2));
        assertThat(crm.getCollection("orders").find()).containsExactly(id(7));
        assertThat(client.listDatabaseNames()).doesNotContain("crm_restored");
    }

    @Test
    void whatNobodyTouchedSinceTheDumpIsPutInPlaceAsWell() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        crm.getCollection("renamed").insertOne(id(1));
        dump(ProgressListener.NONE);
        crm.getCollection("renamed").renameCollection(new MongoNamespace("crm.again"));
        OplogTime time = now();
        slicer.slice();
        RecoveryResult result = restore(time, "crm");
        crm.getCollection("contacts").drop();
        crm.getCollection("again").drop();

        new ShadowSwap(client).swap(result.restored());
        assertThat(crm.getCollection("contacts").find()).containsExactly(id(1));
        assertThat(crm.getCollection("again").find()).containsExactly(id(1));
    }

    @Test
    void aCollectionThatWasMadeAfterTheDumpComesBackByItsName() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        dump(ProgressListener.NONE);
        crm.getCollection("notes").insertOne(id(1));
        crm.getCollection("notes").createIndex(new Document("at", 1));
        // As $out does it: filled first, and named then; and the name it had is given to another one.
        crm.getCollection("tmp").insertOne(id("of the report"));
        crm.getCollection("tmp").renameCollection(new MongoNamespace("crm.draft"));
        crm.getCollection("draft").insertOne(id("of the report, too"));
        crm.getCollection("draft").renameCollection(new MongoNamespace("crm.report"));
        crm.getCollection("tmp").insertOne(id("of nothing that is wanted"));
        OplogTime time = now();
        slicer.slice();

        assertThat(restore(time, "crm.notes").restored().documents()).isEqualTo(1);
        assertThat(restoredNames()).containsExactly("crm_restored.notes");
        assertThat(restored("notes").listIndexes().map(index -> index.getString("name")))
                .contains("at_1");
        assertThat(restore(time, "crm.report").restored().differences()).isEmpty();
        assertThat(restoredNames()).containsExactlyInAnyOrder("crm_restored.notes", "crm_restored.report");
        assertThat(restored("report").find()).containsExactlyInAnyOrder(id("of the report"), id("of the report, too"));

        assertThatThrownBy(() -> restore(time, "crm.nosuch"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing in the snapshot is called so, and nothing was until then");
        assertThatThrownBy(() -> restore(bases.bases().getFirst().to(), "crm.notes"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing was until then");
    }

    @Test
    void inPlaceWhatWasMadeSinceReplacesWhatIsThereOnlyIfItIsTold() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        dump(ProgressListener.NONE);
        crm.getCollection("notes").insertOne(id(1));
        OplogTime good = now();
        crm.getCollection("notes").insertOne(id(2));
        crm.getCollection("contacts").drop();
        slicer.slice();

        PointInTimeRestore restore = new PointInTimeRestore(client, bases, slices);
        RecoveryPlan plan = restore.plan(RecoveryTarget.after(good));
        RestoreRequest inPlace = RestoreRequest.everything();
        assertThat(restore.preview(plan, inPlace).inTheWay()).containsExactly(new Namespace("crm", "notes"));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> restore.restore(plan, inPlace, ProgressListener.NONE))
                    .as("however often it is tried")
                    .hasMessageContaining("Nothing was restored")
                    .hasMessageContaining("crm.notes");
        }
        assertThat(crm.listCollectionNames()).containsExactly("notes");

        restore.restore(plan, inPlace.withDrop(), ProgressListener.NONE);
        assertThat(crm.getCollection("contacts").find()).containsExactly(id(1));
        assertThat(crm.getCollection("notes").find()).containsExactly(id(1));
    }

    @Test
    void whatCannotBeReplayedIsFoundBeforeAnythingIsDone() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        crm.getCollection("import").insertOne(id(2));
        dump(ProgressListener.NONE);
        crm.getCollection("contacts").drop();
        crm.getCollection("import").renameCollection(new MongoNamespace("crm.contacts"));
        OplogTime time = now();
        slicer.slice();
        assertThatThrownBy(() -> restore(time, "crm.contacts")).hasMessageContaining("restore both, or neither");
        assertThat(restoredNames()).isEmpty();
    }

    /** As it is done after dumps were forgotten. */
    private void forgetSuperfluous() throws IOException {
        List<OplogTime> begin = bases.bases().stream().map(Base::from).toList();
        for (ObjectId id : OplogRetention.superfluous(slices.parts(), begin)) {
            repository.forget(repository.snapshot(id.toString()));
        }
    }

    @Test
    void whatIsNotNeededAnyMoreIsForgottenAndNothingElse() throws Exception {
        for (int round = 0; round < 3; round++) {
            crm.getCollection("contacts").insertOne(id("dump " + round));
            dump(ProgressListener.NONE);
            for (int slice = 0; slice < 3; slice++) {
                crm.getCollection("contacts").insertOne(id(round + "/" + slice));
                slicer.slice();
            }
        }
        PointInTimeRestore restore = new PointInTimeRestore(client, bases, slices);
        List<RestorableRange> before = restore.ranges();
        forgetSuperfluous();
        assertThat(new PointInTimeRestore(client, bases, new SliceSnapshots(repository, "crm", TAGS, Instant::now))
                        .ranges())
                .isEqualTo(before)
                .hasSize(3);

        ObjectId oldest = before.getLast().base().snapshot();
        repository.forget(repository.snapshot(oldest.toString()));
        forgetSuperfluous();
        assertThat(restore.ranges()).isEqualTo(before.subList(0, 2));
        restore(before.getFirst().last(), "crm");
        assertThat(restored("contacts").countDocuments()).isEqualTo(12);
        assertThat(slicer.slice()).isNotInstanceOf(SliceResult.OplogLost.class);
    }

    @Test
    void uniqueIndexesAreNotInTheWayOfTheReplay() throws Exception {
        MongoCollection<Document> contacts = crm.getCollection("contacts");
        contacts.createIndex(new Document("mail", 1), new IndexOptions().unique(true));
        contacts.insertMany(List.of(id(1).append("mail", "a"), id(2).append("mail", "b")));
        dump(ProgressListener.NONE);
        contacts.updateOne(id(1), new Document("$set", new Document("mail", "c")));
        contacts.updateOne(id(2), new Document("$set", new Document("mail", "a")));
        contacts.updateOne(id(1), new Document("$set", new Document("mail", "b")));
        contacts.createIndex(new Document("at", 1), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        OplogTime time = now();
        slicer.slice();

        RecoveryResult result = restore(time, "crm");
        assertThat(restored("contacts").find())
                .containsExactlyInAnyOrder(id(1).append("mail", "b"), id(2).append("mail", "a"));
        assertThat(restored("contacts").listIndexes().map(index -> index.getString("name")))
                .contains("_id_", "mail_1", "at_1");
        assertThat(restored("contacts").listIndexes()).noneMatch(PointInTimeRestoreIT::expiresAfterAMinute);

        new ShadowSwap(client).swap(result.restored());
        assertThat(contacts.listIndexes()).anyMatch(PointInTimeRestoreIT::expiresAfterAMinute);
    }

    @Test
    void ofATransactionEverythingThatIsSelectedIsDoneOrNothing() throws Exception {
        set.operationsPerEntry(1);
        crm.getCollection("accounts").insertMany(List.of(id(1).append("n", 10), id(2).append("n", 0)));
        crm.getCollection("log").insertOne(id(0));
        dump(ProgressListener.NONE);
        OplogTime before = now();
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            crm.getCollection("accounts").updateOne(session, id(1), new Document("$inc", new Document("n", -5)));
            crm.getCollection("log").insertOne(session, id(1));
            crm.getCollection("accounts").updateOne(session, id(2), new Document("$inc", new Document("n", 5)));
            session.commitTransaction();
        }
        // Not the time of the last operation: that may be one of those that say nothing.
        OplogTime after = OplogTime.of(client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find(new Document("o.applyOps", new Document("$exists", true)))
                .into(new ArrayList<>())
                .getLast()
                .getTimestamp("ts"));
        slicer.slice();

        // The chain has three entries: in the middle of it nothing has happened yet.
        OplogTime middle = new OplogTime(after.seconds(), after.increment() - 1);
        for (OplogTime time : List.of(middle, after)) {
            RecoveryResult result = restore(time, "crm.accounts");
            boolean done = time.equals(after);
            assertThat(restored("accounts").find())
                    .containsExactlyInAnyOrder(id(1).append("n", done ? 5 : 10), id(2).append("n", done ? 5 : 0));
            assertThat(client.getDatabase("crm_restored").listCollectionNames()).containsExactly("accounts");
            assertThat(result.openTransactions()).isEqualTo(done ? 0 : 1);
            client.getDatabase("crm_restored").drop();
        }
        assertThat(before).isLessThan(middle);
    }

    @Test
    void howFarOtherRestoresCameIsNotRestored() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        dump(ProgressListener.NONE);
        OplogTime before = now();
        slicer.slice();
        restore(before);
        OplogTime after = now();
        slicer.slice();
        dump(ProgressListener.NONE);
        client.getDatabase("crm_restored").drop();

        // From the first dump, whose oplog has the first restore.
        PointInTimeRestore restore = new PointInTimeRestore(client, bases, slices);
        RestoreRequest request =
                RestoreRequest.shadow(NamespaceSelection.ALL, NamespaceMapping.shadowDatabases("_restored"));
        restore.restore(restore.plan(RecoveryTarget.after(after)), request, ProgressListener.NONE);
        assertThat(restoredNames()).contains("crm_restored.contacts").noneMatch(name -> name.startsWith("slipway"));
        assertThat(bases.snapshot(bases.bases().getLast()).manifest().namespaces())
                .noneMatch(content -> content.database().startsWith("slipway"));
    }

    /** A dump of {@code crm} without {@code crm.sessions}, and what came after it in all databases; the end of that. */
    private OplogTime afterADumpOfAPart() throws IOException {
        MongoCollection<Document> contacts = crm.getCollection("contacts");
        List<MongoCollection<Document>> others = List.of(
                crm.getCollection("sessions"), client.getDatabase("shop").getCollection("orders"));
        contacts.insertOne(id(1));
        others.forEach(other -> other.insertOne(id(1)));
        dump(new NamespaceSelection(List.of("crm"), List.of("crm.sessions")), ProgressListener.NONE);
        contacts.insertOne(id(2));
        others.forEach(other -> other.insertOne(id(2)));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.insertOne(session, id(3));
            others.forEach(other -> other.insertOne(session, id(3)));
            session.commitTransaction();
        }
        crm.getCollection("notes").insertOne(id(1));
        client.getDatabase("blog").getCollection("posts").insertOne(id(1));
        OplogTime time = now();
        slicer.slice();
        return time;
    }

    private List<String> restoredNames() {
        List<String> names = new ArrayList<>();
        for (String database : client.listDatabaseNames()) {
            if (database.endsWith("_restored")) {
                client.getDatabase(database).listCollectionNames().forEach(name -> names.add(database + "." + name));
            }
        }
        return names;
    }

    @Test
    void ofADumpOfAPartEverythingIsThatPart() throws Exception {
        OplogTime time = afterADumpOfAPart();
        for (String[] selection : List.of(new String[0], new String[] {"crm"}, new String[] {"*"})) {
            assertThat(restore(time, selection).restored().differences()).isEmpty();
            assertThat(restored("contacts").find()).containsExactlyInAnyOrder(id(1), id(2), id(3));
            assertThat(restoredNames()).containsExactlyInAnyOrder("crm_restored.contacts", "crm_restored.notes");
            client.getDatabase("crm_restored").drop();
        }
        // Its own oplog is enough for its own end.
        restore(bases.bases().getFirst().to());
        assertThat(restored("contacts").find()).containsExactly(id(1));
    }

    @Test
    void whatTheDumpDoesNotHoldIsRefusedByName() throws Exception {
        OplogTime time = afterADumpOfAPart();
        for (String name : List.of("shop", "shop.orders", "crm.sessions", "blog")) {
            assertThatThrownBy(() -> restore(time, "crm.contacts", name))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Not in the snapshot: " + name + ". What was dumped is crm without crm.sessions");
        }
        assertThat(restoredNames()).isEmpty();
    }

    @Test
    void whatTheDumpDoesNotHoldCannotBecomeWhatItHolds() throws Exception {
        afterADumpOfAPart();
        crm.getCollection("sessions").renameCollection(new MongoNamespace("crm.visits"));
        OplogTime time = now();
        slicer.slice();
        assertThatThrownBy(() -> restore(time, "crm"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("crm.sessions was renamed to crm.visits, but is not in the dump");
    }

    @Test
    void ofADumpThatDoesNotSayWhatItHoldsNamesAreNeeded() throws Exception {
        OplogTime time = afterADumpOfAPart();
        PointInTimeRestore restore = new PointInTimeRestore(client, bases, slices);
        RecoveryPlan plan = restore.plan(RecoveryTarget.after(time));
        Base known = plan.base();
        Base unknown = new Base(
                known.snapshot(),
                known.finished(),
                known.from(),
                known.readAfter(),
                known.to(),
                known.oplogIncluded(),
                null);
        RestoreRequest everythingElse = RestoreRequest.shadow(
                new NamespaceSelection(List.of(), List.of("blog")), NamespaceMapping.shadowDatabases("_restored"));
        assertThatThrownBy(() -> restore.restore(
                        new RecoveryPlan(unknown, plan.timeline(), plan.slices(), plan.target()),
                        everythingElse,
                        ProgressListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("say which databases are to be restored");
        assertThat(restoredNames()).isEmpty();
    }

    @Test
    void aDumpDuringWhichACollectionWasRenamedIsNoBase() throws Exception {
        for (int i = 0; i < 50; i++) {
            crm.getCollection("contacts").insertOne(id(i));
        }
        AtomicBoolean done = new AtomicBoolean();
        assertThatThrownBy(() -> dump(progress -> {
                    if (done.compareAndSet(false, true)) {
                        crm.getCollection("contacts").renameCollection(new MongoNamespace("crm.people"));
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("crm.contacts was renamed to crm.people");
        assertThat(bases.bases()).isEmpty();
    }

    @Test
    void aDamagedSliceIsNamedAndNothingOfItIsDone() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        dump(ProgressListener.NONE);
        crm.getCollection("contacts").insertOne(id(2));
        OplogTime time = now();
        slicer.slice();

        SliceStore damaged = new SliceStore() {
            @Override
            public List<Timeline> timelines() throws IOException {
                return slices.timelines();
            }

            @Override
            public void begin(Timeline timeline) throws IOException {
                slices.begin(timeline);
            }

            @Override
            public void save(Timeline timeline, Slice slice, byte[] content) throws IOException {
                slices.save(timeline, slice, content);
            }

            @Override
            public InputStream open(Timeline timeline, Slice slice) throws IOException {
                try (InputStream in = slices.open(timeline, slice)) {
                    byte[] bytes = in.readAllBytes();
                    bytes[bytes.length / 2] ^= 1;
                    return new ByteArrayInputStream(bytes);
                }
            }
        };
        assertThatThrownBy(() -> restore(damaged, time, "crm"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
        assertThat(restoredNames())
                .as("nothing is done before everything was read")
                .isEmpty();
    }

    @Test
    void afterTheOplogWasLostOnlyANewBaseHelps() throws Exception {
        crm.getCollection("contacts").insertOne(id(1));
        dump(ProgressListener.NONE);
        slicer.slice();
        crm.getCollection("contacts").insertOne(id(2));
        set.rollOver(1);
        assertThat(slicer.slice()).isInstanceOf(SliceResult.OplogLost.class);
        slicer.begin("the oplog was lost");
        crm.getCollection("contacts").insertOne(id(3));
        OplogTime time = now();
        slicer.slice();
        assertThatThrownBy(() -> restore(time, "crm"))
                .isInstanceOf(NotRestorableException.class)
                .hasMessageContaining("What can be restored: ");

        dump(ProgressListener.NONE);
        crm.getCollection("contacts").insertOne(id(4));
        OplogTime later = now();
        slicer.slice();
        restore(later, "crm");
        assertThat(restored("contacts").countDocuments()).isEqualTo(4);
    }
}
