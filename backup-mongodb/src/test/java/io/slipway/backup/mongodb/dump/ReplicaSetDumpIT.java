package io.slipway.backup.mongodb.dump;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.archive.BsonStream;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplicaSetDumpIT {
    private static final SnapshotLabels LABELS = SnapshotLabels.of("crm", List.of("application=crm"));

    private final MemoryRepository repository = new MemoryRepository();
    private SimulatedReplicaSet set;
    private MongoClient client;

    @BeforeEach
    void start() {
        set = SimulatedReplicaSet.start();
        client = MongoClients.create(set.connectionString());
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private DumpResult dump(DumpRequest request, ProgressListener listener) throws IOException {
        return new MongoDump(client, repository, Clock.systemUTC()).run(request, listener);
    }

    private static ProgressListener once(Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return progress -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private static NamespaceContent content(DumpResult dump, String namespace) {
        return dump.manifest().find(Namespace.parse(namespace)).orElseThrow();
    }

    @Test
    void optionsIndexesAndViewsAreInIt() throws IOException {
        Sample.write(client, 50);
        DumpResult dump = dump(DumpRequest.everything(LABELS), ProgressListener.NONE);
        CollectionMetadata contacts = content(dump, "crm.contacts").collectionMetadata();
        assertThat(contacts.options().getDocument("validator").toJson()).contains("$type");
        assertThat(contacts.indexes()).hasSize(3);
        assertThat(contacts.uuid()).matches("[0-9a-f]{32}");
        assertThat(content(dump, "crm.log").collectionMetadata().isCapped()).isTrue();
        NamespaceContent view = content(dump, "crm.named");
        assertThat(view.isView()).isTrue();
        assertThat(view.documents()).isZero();
        assertThat(view.collectionMetadata().options().getString("viewOn").getValue())
                .isEqualTo("contacts");
        TreeBrowser tree =
                new TreeBrowser(repository, dump.snapshot().snapshot().tree());
        assertThat(tree.find("crm/named.metadata.json")).isPresent();
        assertThat(tree.find("crm/named.bson")).isEmpty();
        assertThat(tree.find("crm/odd+name%2F%C3%A4%2A.bson")).isPresent();
    }

    @Test
    void whatIsWrittenWhileItRunsIsInTheOplogOfTheSnapshot() throws IOException {
        Sample.fill(client, "crm.contacts", 6000);
        DumpResult dump = dump(
                DumpRequest.everything(LABELS),
                once(() -> client.getDatabase("crm")
                        .getCollection("late", BsonDocument.class)
                        .insertOne(new BsonDocument("_id", new BsonString("written while it runs")))));
        Consistency consistency = dump.manifest().consistency();
        assertThat(consistency.kind()).isEqualTo(Consistency.Kind.OPLOG_INCLUDED);
        assertThat(consistency.from()).matches("\\d+:\\d+");
        assertThat(consistency.to()).matches("\\d+:\\d+");
        assertThat(dump.manifest().remarks()).anyMatch(remark -> remark.contains("crm.late was created"));
        assertThat(oplog(dump))
                .anyMatch(entry -> entry.getString("ns").getValue().equals("crm.late")
                        && entry.getString("op").getValue().equals("i"));
    }

    private List<BsonDocument> oplog(DumpResult dump) throws IOException {
        List<BsonDocument> entries = new ArrayList<>();
        BsonStream oplog = new BsonStream(
                new TreeBrowser(repository, dump.snapshot().snapshot().tree()).open("oplog.bson"));
        while (oplog.next()) {
            entries.add(new RawBsonDocument(oplog.buffer(), 0, oplog.length()).decode(new BsonDocumentCodec()));
        }
        return entries;
    }

    @Test
    void withoutItsOplogASnapshotNamesTheSlicesThatItNeeds() throws IOException {
        Sample.write(client, 50);
        DumpResult dump =
                dump(new DumpRequest(NamespaceSelection.of("shop"), false, false, 2, LABELS), ProgressListener.NONE);
        assertThat(dump.manifest().consistency().kind()).isEqualTo(Consistency.Kind.OPLOG_WINDOW);
        assertThat(dump.manifest().namespaces())
                .extracting(NamespaceContent::collection)
                .containsExactly("orders");
        assertThat(dump.manifest().consistency().explanation()).contains("once oplog slices from");
    }

    @Test
    void aPartOfTheServerHasThatPartOfTheOplogWithWholeTransactions() throws IOException {
        Sample.fill(client, "crm.contacts", 6000);
        Sample.fill(client, "shop.orders", 10);
        MongoCollection<BsonDocument> contacts =
                client.getDatabase("crm").getCollection("contacts", BsonDocument.class);
        MongoCollection<BsonDocument> orders = client.getDatabase("shop").getCollection("orders", BsonDocument.class);
        DumpResult dump = dump(new DumpRequest(NamespaceSelection.of("crm"), false, true, 2, LABELS), once(() -> {
            orders.insertOne(new BsonDocument("_id", new BsonString("not selected")));
            contacts.insertOne(new BsonDocument("_id", new BsonString("alone")));
            try (ClientSession session = client.startSession()) {
                session.startTransaction();
                orders.insertOne(session, new BsonDocument("_id", new BsonString("not selected either")));
                contacts.insertOne(session, new BsonDocument("_id", new BsonString("together")));
                session.commitTransaction();
            }
            client.getDatabase("crm").createCollection("tmp.out");
            client.getDatabase("crm").getCollection("tmp.out").renameCollection(new MongoNamespace("crm", "made"));
        }));
        assertThat(dump.manifest().consistency().kind()).isEqualTo(Consistency.Kind.OPLOG_OF_SELECTION);
        String entries = oplog(dump).toString();
        assertThat(entries)
                .contains("alone", "together", "crm.tmp.out", "crm.made")
                .doesNotContain("not selected", "shop.orders");
    }

    @Test
    void aCollectionThatWasRenamedWhileItRanMakesNoSnapshot() {
        Sample.fill(client, "crm.contacts", 6000);
        Sample.fill(client, "crm.old", 5);
        ProgressListener listener = once(() ->
                client.getDatabase("crm").getCollection("old").renameCollection(new MongoNamespace("crm", "new")));
        assertThatThrownBy(() -> dump(DumpRequest.everything(LABELS), listener))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("crm.old was renamed to crm.new while the dump ran")
                .hasMessageContaining("run it again");
        assertThat(repository.snapshots()).isEmpty();
    }

    @Test
    void anOplogThatIsTooShortMakesNoSnapshot() {
        Sample.fill(client, "crm.contacts", 6000);
        ProgressListener listener = once(() -> {
            Sample.fill(client, "crm.other", 50);
            set.rollOver(10);
        });
        assertThatThrownBy(() -> dump(DumpRequest.everything(LABELS), listener))
                .isInstanceOf(MongoBackupException.class)
                .hasMessageContaining("The oplog does not reach back to the start of the dump");
        assertThat(repository.snapshots()).isEmpty();
    }

    @Test
    void waitsForTheMajority() throws Exception {
        Sample.fill(client, "crm.contacts", 100);
        set.holdMajority();
        client.getDatabase("crm")
                .getCollection("contacts", BsonDocument.class)
                .updateOne(new BsonDocument("number", new BsonInt32(1)), BsonDocument.parse("{$set: {late: true}}"));
        long held = set.majorityPoint();
        Thread release = new Thread(set::releaseMajority);
        DumpResult dump = dump(DumpRequest.everything(LABELS), once(release::start));
        release.join(Duration.ofMinutes(1));
        String[] end = String.valueOf(dump.manifest().consistency().to()).split(":");
        long to = Long.parseLong(end[0]) << 32 | Long.parseLong(end[1]);
        assertThat(to).isGreaterThan(held).isLessThanOrEqualTo(set.majorityPoint());
    }

    @Test
    void theWindowBeginsWithTheOldestTransactionThatIsOpen() throws IOException {
        Sample.fill(client, "crm.contacts", 100);
        MongoCollection<BsonDocument> contacts =
                client.getDatabase("crm").getCollection("contacts", BsonDocument.class);
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.insertOne(session, new BsonDocument("_id", new BsonString("prepared")));
            client.getDatabase("admin").runCommand(session, BsonDocument.parse("{prepareTransaction: 1}"));
            BsonTimestamp begun = client.getDatabase("config")
                    .getCollection("transactions", BsonDocument.class)
                    .find()
                    .first()
                    .getDocument("startOpTime")
                    .getTimestamp("ts");
            contacts.insertOne(new BsonDocument("_id", new BsonString("afterwards")));
            DumpResult dump = dump(DumpRequest.everything(LABELS), ProgressListener.NONE);
            assertThat(dump.manifest().consistency().from()).isEqualTo(OplogWindow.text(begun));
            assertThat(content(dump, "crm.contacts").documents()).isEqualTo(101);
            session.commitTransaction();
        }
    }

    @Test
    void theWindowBeginsWithTheWholeOfAChainOfEntries() throws IOException {
        SimulatedReplicaSet.Settings quiet =
                SimulatedReplicaSet.Settings.defaults().withNoopEvery(Duration.ZERO);
        try (SimulatedReplicaSet silent = SimulatedReplicaSet.start(quiet);
                MongoClient other = MongoClients.create(silent.connectionString())) {
            Sample.fill(other, "crm.contacts", 3);
            silent.operationsPerEntry(2);
            MongoCollection<BsonDocument> contacts =
                    other.getDatabase("crm").getCollection("contacts", BsonDocument.class);
            try (ClientSession session = other.startSession()) {
                session.startTransaction();
                for (int i = 0; i < 5; i++) {
                    contacts.insertOne(session, new BsonDocument("_id", new BsonInt32(i)));
                }
                session.commitTransaction();
            }
            DumpResult dump = new MongoDump(other, repository, Clock.systemUTC())
                    .run(DumpRequest.everything(LABELS), ProgressListener.NONE);
            assertThat(oplog(dump))
                    .hasSize(3)
                    .allMatch(entry -> entry.getDocument("o").containsKey("applyOps"));
        }
    }

    @Test
    void everyReadIsOfTheMajorityAndAfterTheBeginningAndOfASecondaryIfThereIsOne() throws IOException {
        Sample.fill(client, "crm.contacts", 100);
        List<BsonDocument> reads = new CopyOnWriteArrayList<>();
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(set.connectionString()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("find")
                                && event.getDatabaseName().equals("crm")) {
                            reads.add(event.getCommand().clone());
                        }
                    }
                })
                .build();
        long before = set.lastOperation();
        try (MongoClient watched = MongoClients.create(settings)) {
            new MongoDump(watched, repository, Clock.systemUTC())
                    .run(DumpRequest.everything(LABELS), ProgressListener.NONE);
        }
        assertThat(reads).hasSize(1);
        BsonDocument concern = reads.getFirst().getDocument("readConcern");
        assertThat(concern.getString("level").getValue()).isEqualTo("majority");
        assertThat(concern.getTimestamp("afterClusterTime").getValue()).isGreaterThanOrEqualTo(before);
        assertThat(reads.getFirst()
                        .getDocument("$readPreference")
                        .getString("mode")
                        .getValue())
                .isEqualTo("secondaryPreferred");
    }

    @Test
    void aBrokenConnectionIsNoReasonToLoseTheDump() throws IOException {
        Sample.fill(client, "crm.contacts", 100);
        set.cutOnRead(3);
        DumpResult dump = dump(DumpRequest.everything(LABELS), ProgressListener.NONE);
        assertThat(content(dump, "crm.contacts").documents()).isEqualTo(100);
    }
}
