package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.RenameCollectionOptions;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.tree.Tree;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MongoRestoreIT {
    private static SimulatedReplicaSet source;
    private static MongoClient from;

    private final MemoryRepository repository = new MemoryRepository();
    private SimulatedReplicaSet target;
    private MongoClient to;
    private Snapshot stored;

    @BeforeAll
    static void startSource() {
        source = SimulatedReplicaSet.start();
        from = MongoClients.create(source.connectionString());
        Sample.write(from, 5000);
    }

    @AfterAll
    static void stopSource() {
        from.close();
        source.close();
    }

    @BeforeEach
    void start() throws IOException {
        target = SimulatedReplicaSet.start();
        to = MongoClients.create(target.connectionString());
        stored = new MongoDump(from, repository, Clock.systemUTC())
                .run(DumpRequest.everything(SnapshotLabels.of("crm", List.of())), ProgressListener.NONE)
                .snapshot()
                .snapshot();
    }

    @AfterEach
    void stop() {
        to.close();
        target.close();
    }

    private MongoSnapshot snapshot() throws IOException {
        return MongoSnapshot.open(repository, stored);
    }

    private RestoreResult restore(RestoreRequest request) throws IOException {
        return new MongoRestore(to).run(snapshot(), request, ProgressListener.NONE);
    }

    private static MongoCollection<BsonDocument> collection(MongoClient client, String namespace) {
        Namespace name = Namespace.parse(namespace);
        return client.getDatabase(name.database()).getCollection(name.collection(), BsonDocument.class);
    }

    private Set<String> collections(String database) {
        return to.getDatabase(database).listCollectionNames().into(new HashSet<>());
    }

    private static RestoreRequest only(String... patterns) {
        return new RestoreRequest(NamespaceSelection.of(patterns), NamespaceMapping.IDENTITY, false, false, true, 3);
    }

    private static RestoreRequest to(NamespaceMapping mapping) {
        return RestoreRequest.shadow(NamespaceSelection.ALL, mapping);
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        RestoreResult result = restore(RestoreRequest.everything());
        assertThat(result.differences()).isEmpty();
        assertThat(result.plan().documents()).isEqualTo(5000 + 20 + 1 + 3 + 50);
        assertThat(collection(to, "crm.contacts").find().into(new HashSet<>()))
                .isEqualTo(collection(from, "crm.contacts").find().into(new HashSet<>()));
        assertThat(collection(to, "crm.named").find().into(new ArrayList<>())).hasSize(5);
        assertThat(collection(to, "crm.log").find().into(new ArrayList<>()))
                .isEqualTo(collection(from, "crm.log").find().into(new ArrayList<>()));
        assertThat(collections("crm")).contains("empty", "odd name/ä*");
    }

    @Test
    void aDatabaseOrACollectionCanBeRestoredAlone() throws IOException {
        assertThat(restore(only("shop")).isFaithful()).isTrue();
        assertThat(collections("crm")).isEmpty();
        assertThat(restore(only("crm.contacts")).isFaithful()).isTrue();
        assertThat(collections("crm")).containsExactly("contacts");
    }

    @Test
    void theLargestDocumentsComeBackToo() throws IOException {
        String text = "x".repeat((16 << 20) - 100);
        for (int i = 0; i < 2; i++) {
            collection(from, "large.documents")
                    .insertOne(new BsonDocument("_id", new BsonInt32(i)).append("text", new BsonString(text)));
        }
        stored = new MongoDump(from, repository, Clock.systemUTC())
                .run(
                        new DumpRequest(
                                NamespaceSelection.of("large"), false, false, 2, SnapshotLabels.of("crm", List.of())),
                        ProgressListener.NONE)
                .snapshot()
                .snapshot();
        from.getDatabase("large").drop();
        RestoreResult result = restore(RestoreRequest.everything());
        assertThat(result.isFaithful()).isTrue();
        assertThat(result.plan().bytes()).isGreaterThan(2L * text.length());
    }

    @Test
    void aNameThatIsNotInTheSnapshotIsAnError() {
        assertThatThrownBy(() -> restore(only("crm.contact")))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("Nothing in the snapshot is called so. It has: crm.contacts, crm.empty");
    }

    @Test
    void aCollectionCanGetAnotherName() throws IOException {
        NamespaceMapping mapping =
                NamespaceMapping.collection(new Namespace("shop", "orders"), new Namespace("archive", "orders.2026"));
        RestoreRequest request = RestoreRequest.shadow(NamespaceSelection.of("shop"), mapping);
        assertThat(restore(request).isFaithful()).isTrue();
        assertThat(collection(to, "archive.orders.2026").countDocuments()).isEqualTo(50);
        assertThat(collections("shop")).isEmpty();
    }

    @Test
    void aViewIsOfTheNewNameOfItsCollection() throws IOException {
        assertThat(restore(to(NamespaceMapping.shadowCollections("restored."))).isFaithful())
                .isTrue();
        assertThat(collection(to, "crm.restored.named").find().into(new ArrayList<>()))
                .hasSize(5);
        assertThat(collections("crm")).contains("restored.contacts").doesNotContain("contacts");
    }

    @Test
    void nothingIsOverwrittenUnlessThatIsSaid() throws IOException {
        collection(to, "crm.contacts").insertOne(new BsonDocument("_id", new BsonString("precious")));
        collection(to, "crm.others").insertOne(new BsonDocument("_id", new BsonInt32(1)));
        assertThatThrownBy(() -> restore(RestoreRequest.everything()))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("Nothing was restored")
                .hasMessageContaining("crm.contacts");
        assertThat(collections("crm")).containsExactlyInAnyOrder("contacts", "others");
        assertThat(collection(to, "crm.contacts").countDocuments()).isEqualTo(1);

        RestoreResult result = restore(RestoreRequest.everything().withDrop());
        assertThat(result.isFaithful()).isTrue();
        assertThat(result.plan().stays()).containsExactly(new Namespace("crm", "others"));
        assertThat(result.remarks())
                .anyMatch(remark -> remark.startsWith("Restored as dumped") && remark.contains("its oplog is replayed"))
                .anyMatch(remark -> remark.equals("Not in the snapshot, and left as they are: crm.others"));
        assertThat(collection(to, "crm.contacts").countDocuments()).isEqualTo(5000);
        assertThat(collection(to, "crm.others").countDocuments()).isEqualTo(1);
    }

    @Test
    void aDryRunSaysHowMuchItWouldBeAndWhatIsInTheWay() throws IOException {
        collection(to, "shop.orders").insertOne(new BsonDocument("_id", new BsonInt32(1)));
        RestorePlan plan = new MongoRestore(to).plan(snapshot(), only("shop"));
        assertThat(plan.documents()).isEqualTo(50);
        assertThat(plan.bytes())
                .isEqualTo(snapshot()
                        .manifest()
                        .find(new Namespace("shop", "orders"))
                        .orElseThrow()
                        .bytes());
        assertThat(plan.inTheWay()).containsExactly(new Namespace("shop", "orders"));
        assertThat(collection(to, "shop.orders").countDocuments()).isEqualTo(1);
    }

    @Test
    void theServersOwnDatabasesAreNoPlaceToRestoreTo() {
        assertThatThrownBy(() -> restore(to(NamespaceMapping.database("crm", "admin"))))
                .hasMessageContaining("Nothing is restored into admin");
        assertThatThrownBy(() -> restore(to(NamespaceMapping.shadowDatabases("x".repeat(70)))))
                .hasMessageContaining("longer name than MongoDB takes");
    }

    @Test
    void aDamagedSnapshotLeavesTheTargetUntouchedAndEverythingDamagedIsNamed() throws IOException {
        collection(to, "crm.contacts").insertOne(new BsonDocument("_id", new BsonString("precious")));
        TreeBrowser tree = new TreeBrowser(repository, stored.tree());
        repository.flipBit(tree.node("crm/contacts.bson").blobs().getFirst());
        repository.lose(tree.node("shop/orders.bson").blobs().getFirst());
        assertThatThrownBy(() -> restore(RestoreRequest.everything().withDrop()))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("The snapshot is damaged")
                .hasMessageContaining("crm.contacts")
                .hasMessageContaining("shop.orders: there is no blob");
        assertThat(collection(to, "crm.contacts").countDocuments()).isEqualTo(1);
        assertThat(collections("shop")).isEmpty();
        assertThat(restore(only("crm.empty")).isFaithful()).isTrue();
    }

    @Test
    void everyDifferenceIsNamed() throws IOException {
        RestoreRequest request = RestoreRequest.everything();
        restore(request);
        collection(to, "crm.contacts").deleteOne(new BsonDocument("number", new BsonInt32(7)));
        collection(to, "shop.orders")
                .updateOne(new BsonDocument("number", new BsonInt32(7)), BsonDocument.parse("{$set: {name: 'x'}}"));
        collection(to, "crm.contacts").dropIndex("number_1");
        collection(to, "crm.empty").drop();
        to.getDatabase("crm").runCommand(BsonDocument.parse("{collMod: 'contacts', validator: {}}"));
        List<Difference> differences = new MongoRestore(to).compare(snapshot(), request, ProgressListener.NONE);
        assertThat(differences)
                .extracting(difference -> difference.namespace() + " " + difference.aspect())
                .containsExactlyInAnyOrder(
                        "crm.contacts documents",
                        "crm.contacts content",
                        "shop.orders content",
                        "crm.contacts index number_1",
                        "crm.contacts options",
                        "crm.empty it");
        assertThat(differences)
                .anyMatch(difference ->
                        difference.toString().equals("crm.contacts: documents should be 5000 and is 4999"));
    }

    @Test
    void nothingExpiresBeforeItWasComparedAndEverythingDoesAfterwards() throws IOException {
        RestoreResult shadow = restore(to(NamespaceMapping.shadowDatabases("_restored")));
        assertThat(target.expireDocuments()).isZero();
        assertThat(shadow.isFaithful()).isTrue();
        assertThat(collection(to, "crm_restored.sessions").countDocuments()).isEqualTo(1);
        assertThat(restore(RestoreRequest.everything()).isFaithful()).isTrue();
        assertThat(target.expireDocuments()).isEqualTo(1);
        assertThat(collection(to, "crm.sessions").countDocuments()).isZero();
    }

    @Test
    void tellsHowFarItIsInEachPhase() throws IOException {
        List<Progress> heard = new ArrayList<>();
        RestoreResult result = new MongoRestore(to).run(snapshot(), RestoreRequest.everything(), heard::add);
        assertThat(heard)
                .extracting(Progress::phase)
                .contains(Progress.Phase.CHECK, Progress.Phase.RESTORE, Progress.Phase.INDEXES, Progress.Phase.VERIFY);
        Progress last = heard.stream()
                .filter(progress -> progress.phase() == Progress.Phase.RESTORE)
                .reduce((one, later) -> later)
                .orElseThrow();
        assertThat(last.bytes()).isEqualTo(result.plan().bytes()).isEqualTo(last.totalBytes());
        assertThat(last.remaining()).contains(Duration.ZERO);
    }

    @Test
    void aBrokenConnectionIsNoReasonToFail() throws IOException {
        target.cutAfterWrite(2);
        assertThat(restore(RestoreRequest.everything()).isFaithful()).isTrue();
    }

    @Test
    void aServerThatVanishesLeavesAClearError() {
        AtomicBoolean first = new AtomicBoolean(true);
        MongoClient impatient = MongoClients.create(target.connectionString() + "&serverSelectionTimeoutMS=3000");
        try (impatient) {
            assertThatThrownBy(() -> new MongoRestore(impatient)
                            .run(snapshot(), RestoreRequest.everything(), progress -> {
                                if (progress.phase() == Progress.Phase.RESTORE && first.getAndSet(false)) {
                                    target.close();
                                }
                            }))
                    .isInstanceOf(MongoBackupException.class)
                    .hasMessageContaining("The restore ended before it was complete")
                    .hasMessageContaining("say that it is to be dropped");
        }
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        FutureTask<RestoreResult> task = new FutureTask<>(() -> {
            Thread self = Thread.currentThread();
            return new MongoRestore(to).run(snapshot(), RestoreRequest.everything(), progress -> {
                if (progress.phase() == Progress.Phase.RESTORE) {
                    self.interrupt();
                }
            });
        });
        Thread thread = new Thread(task);
        thread.start();
        assertThatThrownBy(task::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedIOException.class);
        thread.join();
    }

    @Test
    void anythingElseThanASnapshotOfMongodbIsRefused() {
        Snapshot other = new Snapshot(
                stored.time(),
                null,
                saveEmptyTree(),
                stored.paths(),
                stored.hostname(),
                stored.username(),
                0,
                0,
                List.of(),
                List.of(),
                null,
                null,
                null);
        assertThatThrownBy(() -> MongoSnapshot.open(repository, other))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("no snapshot of MongoDB that Slipway made");
    }

    private ObjectId saveEmptyTree() {
        try {
            return Tree.EMPTY.save(repository.upload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aVerifiedShadowIsSwappedInAndAnInterruptedSwapGoesOn() throws IOException {
        for (NamespaceMapping mapping : Arrays.asList(
                NamespaceMapping.shadowCollections("restored."), NamespaceMapping.shadowDatabases("_restored"))) {
            to.getDatabase("crm").drop();
            to.getDatabase("shop").drop();
            Sample.fill(to, "crm.contacts", 3);
            Sample.fill(to, "crm.others", 3);
            RestoreResult shadow = restore(to(mapping));
            assertThat(collection(to, "crm.contacts").countDocuments()).isEqualTo(3);
            Namespace first = shadow.plan().namespaces().getFirst().target();
            to.getDatabase(first.database())
                    .getCollection(first.collection())
                    .renameCollection(
                            new MongoNamespace("crm.contacts"), new RenameCollectionOptions().dropTarget(true));

            List<Namespace> swapped = new ShadowSwap(to).swap(shadow);

            assertThat(swapped).contains(new Namespace("crm", "contacts"), new Namespace("crm", "named"));
            assertThat(new MongoRestore(to).compare(snapshot(), RestoreRequest.everything(), ProgressListener.NONE))
                    .isEmpty();
            assertThat(to.listDatabaseNames().into(new HashSet<>())).doesNotContain("crm_restored", "shop_restored");
            assertThat(collections("crm")).contains("others").noneMatch(name -> name.startsWith("restored."));
            assertThat(target.expireDocuments()).isEqualTo(1);
        }
    }

    @Test
    void aShadowThatIsNotFaithfulIsNotSwappedIn() throws IOException {
        RestoreResult shadow = restore(to(NamespaceMapping.shadowDatabases("_restored")));
        RestoreResult unfaithful = new RestoreResult(
                shadow.plan(),
                shadow.contents(),
                List.of(new Difference(new Namespace("crm", "contacts"), "documents", "2", "1")),
                List.of(),
                shadow.took());
        assertThatThrownBy(() -> new ShadowSwap(to).swap(unfaithful))
                .hasMessageContaining("crm.contacts: documents should be 2 and is 1");
        assertThat(collections("crm")).isEmpty();
    }

    @Test
    void aSwapGoesOnInAnotherProcess() throws IOException {
        RestoreRequest request = to(NamespaceMapping.shadowCollections("restored."));
        RestoreResult shadow = restore(request);
        Namespace first = shadow.plan().namespaces().getFirst().target();
        to.getDatabase("crm")
                .getCollection(first.collection())
                .renameCollection(new MongoNamespace("crm.contacts"), new RenameCollectionOptions());
        RestorePlan anew = new MongoRestore(to).plan(snapshot(), request);
        new ShadowSwap(to).resume(anew);
        assertThat(new MongoRestore(to).compare(snapshot(), RestoreRequest.everything(), ProgressListener.NONE))
                .isEmpty();
    }

    @Test
    void whatADrillRestoredIsGoneAfterwardsAndNothingElse() throws IOException {
        Sample.fill(to, "crm.contacts", 3);
        RestoreResult beside = restore(to(NamespaceMapping.shadowCollections("drill.")));
        RestoreResult elsewhere = restore(to(NamespaceMapping.shadowDatabases("_drill")));
        new ShadowSwap(to).discard(beside.plan());
        new ShadowSwap(to).discard(elsewhere.plan());
        assertThat(collections("crm")).containsExactly("contacts");
        assertThat(to.listDatabaseNames().into(new HashSet<>())).doesNotContain("crm_drill", "shop_drill");
        assertThat(collection(to, "crm.contacts").countDocuments()).isEqualTo(3);
    }
}
