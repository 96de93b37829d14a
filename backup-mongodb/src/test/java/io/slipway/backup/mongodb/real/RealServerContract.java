package io.slipway.backup.mongodb.real;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.TimeSeriesOptions;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.oplog.MongoOplogSource;
import io.slipway.backup.mongodb.oplog.OplogSlicer;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.SliceResult;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.SlicerSettings;
import io.slipway.backup.mongodb.pointintime.DumpBases;
import io.slipway.backup.mongodb.pointintime.PointInTimeRestore;
import io.slipway.backup.mongodb.pointintime.RecoveryResult;
import io.slipway.backup.mongodb.pointintime.RecoveryTarget;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.restore.ShadowSwap;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What must hold against a real MongoDB, from 5.0 on. It writes the databases {@code crm} and {@code shop} and drops them. */
abstract class RealServerContract {
    private static final SnapshotLabels LABELS = SnapshotLabels.of("crm", List.of());

    private final MemoryRepository repository = new MemoryRepository();
    private MongoClient client;

    abstract String uri();

    @BeforeEach
    void start() {
        client = MongoClients.create(uri());
        assertThat(client.listDatabaseNames().into(new HashSet<>()))
                .as("the server must have no databases that the test would drop")
                .doesNotContain("crm", "shop");
        Sample.write(client, 5000);
    }

    @AfterEach
    void stop() {
        client.getDatabase("crm").drop();
        client.getDatabase("shop").drop();
        client.close();
    }

    private DumpResult dump(boolean usersAndRoles) throws IOException {
        return new MongoDump(client, repository, Clock.systemUTC())
                .run(
                        new DumpRequest(NamespaceSelection.of("crm", "shop"), usersAndRoles, true, 4, LABELS),
                        ProgressListener.NONE);
    }

    private RestoreResult restore(DumpResult dump, RestoreRequest request) throws IOException {
        return new MongoRestore(client)
                .run(MongoSnapshot.open(repository, dump.snapshot().snapshot()), request, ProgressListener.NONE);
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        DumpResult dump = dump(false);
        assertThat(restore(dump, RestoreRequest.everything().withDrop()).differences())
                .isEmpty();
    }

    @Test
    void aShadowIsSwappedIn() throws IOException {
        DumpResult dump = dump(false);
        client.getDatabase("crm").getCollection("contacts").drop();
        RestoreResult shadow = restore(
                dump, RestoreRequest.shadow(NamespaceSelection.ALL, NamespaceMapping.shadowCollections("restored.")));
        new ShadowSwap(client).swap(shadow);
        assertThat(new MongoRestore(client)
                        .compare(
                                MongoSnapshot.open(repository, dump.snapshot().snapshot()),
                                RestoreRequest.everything(),
                                ProgressListener.NONE))
                .isEmpty();
    }

    @Test
    void timeSeriesAndClusteredCollectionsComeBack() throws IOException {
        MongoDatabase crm = client.getDatabase("crm");
        crm.createCollection(
                "heat",
                new CreateCollectionOptions()
                        .timeSeriesOptions(new TimeSeriesOptions("at").metaField("room"))
                        .expireAfter(36_500, TimeUnit.DAYS));
        crm.getCollection("heat", BsonDocument.class)
                .insertMany(List.of(
                        BsonDocument.parse("{at: {$date: '2026-01-01T00:00:00Z'}, room: 1, celsius: 21}"),
                        BsonDocument.parse("{at: {$date: '2026-01-01T00:01:00Z'}, room: 1, celsius: 22}")));
        List<BsonDocument> before =
                crm.getCollection("heat", BsonDocument.class).find().into(new ArrayList<>());
        DumpResult dump = dump(false);
        assertThat(restore(dump, RestoreRequest.everything().withDrop()).differences())
                .isEmpty();
        assertThat(crm.getCollection("heat", BsonDocument.class).find().into(new ArrayList<>()))
                .isEqualTo(before);
    }

    @Test
    void aPointInTimeComesBack() throws Exception {
        MongoOplogSource oplog = new MongoOplogSource(client);
        assumeTrue(oplog.exists(), "the server is no member of a replica set and has no oplog");
        List<String> tags = List.of("application=crm");
        SliceSnapshots slices = new SliceSnapshots(repository, "crm", tags, Instant::now);
        OplogSlicer slicer = new OplogSlicer(oplog, slices, SlicerSettings.DEFAULT, Instant::now);
        slicer.begin("a test");
        SnapshotLabels labels = SnapshotLabels.of("crm", List.of("application=crm", DumpBases.KIND));
        new MongoDump(client, repository, Clock.systemUTC())
                .run(new DumpRequest(NamespaceSelection.of("crm"), false, true, 4, labels), ProgressListener.NONE);
        MongoCollection<BsonDocument> contacts =
                client.getDatabase("crm").getCollection("contacts", BsonDocument.class);
        contacts.updateMany(
                BsonDocument.parse("{number: {$lt: 100}}"), BsonDocument.parse("{$set: {'address.city': 'Ulm'}}"));
        contacts.updateMany(BsonDocument.parse("{number: {$lt: 50}}"), BsonDocument.parse("{$push: {tags: 7}}"));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.deleteMany(session, BsonDocument.parse("{number: {$gte: 4000}}"));
            session.commitTransaction();
        }
        List<BsonDocument> expected = contacts.find().into(new ArrayList<>());
        OplogTime time = oplog.newest().time();
        contacts.deleteMany(new BsonDocument());
        while (!slices.newest().orElseThrow().next().time().isAfter(time)) {
            assertThat(slicer.slice()).isNotInstanceOf(SliceResult.OplogLost.class);
        }
        try {
            PointInTimeRestore restore = new PointInTimeRestore(client, new DumpBases(repository, tags), slices);
            RestoreRequest request = RestoreRequest.shadow(
                    NamespaceSelection.of("crm"), NamespaceMapping.shadowCollections("restored."));
            RecoveryResult result =
                    restore.restore(restore.plan(RecoveryTarget.after(time)), request, ProgressListener.NONE);
            assertThat(result.restored().differences()).isEmpty();
            assertThat(client.getDatabase("crm")
                            .getCollection("restored.contacts", BsonDocument.class)
                            .find()
                            .into(new ArrayList<>()))
                    .containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            client.getDatabase("slipway_restore").drop();
        }
    }

    @Test
    void usersComeBackWithTheirPasswords() throws IOException {
        MongoDatabase crm = client.getDatabase("crm");
        crm.runCommand(BsonDocument.parse("{createUser: 'slipway-it', pwd: 'secret', roles: ['read']}"));
        try {
            DumpResult dump = dump(true);
            crm.runCommand(BsonDocument.parse("{dropUser: 'slipway-it'}"));
            restore(dump, RestoreRequest.everything().withDrop().withUsersAndRoles());
            Set<String> users = new HashSet<>();
            crm.runCommand(BsonDocument.parse("{usersInfo: 1}"), BsonDocument.class)
                    .getArray("users")
                    .forEach(user ->
                            users.add(user.asDocument().getString("user").getValue()));
            assertThat(users).contains("slipway-it");
        } finally {
            crm.runCommand(BsonDocument.parse("{dropUser: 'slipway-it'}"));
        }
    }
}
