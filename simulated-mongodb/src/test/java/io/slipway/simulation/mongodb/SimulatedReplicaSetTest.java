package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.ValidationOptions;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the official driver sees of the simulation. */
class SimulatedReplicaSetTest {
    private SimulatedReplicaSet set;
    private MongoClient client;
    private MongoDatabase crm;
    private MongoCollection<Document> contacts;

    @BeforeEach
    void start() {
        set = SimulatedReplicaSet.start();
        client = connect(set);
        crm = client.getDatabase("crm");
        contacts = crm.getCollection("contacts");
    }

    private static MongoClient connect(SimulatedReplicaSet set) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(set.connectionString()))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .build());
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private static Document id(Object id) {
        return new Document("_id", id);
    }

    /** The entries that are not no-ops. */
    private List<Document> oplog() {
        return client.getDatabase("local")
                .getCollection("oplog.rs")
                .find(new Document("op", new Document("$ne", "n")))
                .into(new ArrayList<>());
    }

    private List<Document> entries(String operation) {
        return oplog().stream()
                .filter(entry -> entry.getString("op").equals(operation))
                .toList();
    }

    private List<String> operations() {
        return oplog().stream().map(entry -> entry.getString("op")).toList();
    }

    private Document command(Document entry) {
        return entry.get("o", Document.class);
    }

    @Test
    void theDriverSeesAPrimaryOfAReplicaSet() {
        contacts.countDocuments();

        var cluster = client.getClusterDescription();
        assertThat(cluster.getType()).isEqualTo(ClusterType.REPLICA_SET);
        assertThat(cluster.getServerDescriptions())
                .singleElement()
                .satisfies(server -> assertThat(server.getType()).isEqualTo(ServerType.REPLICA_SET_PRIMARY));
    }

    @Test
    void everyKindOfWriteIsInTheOplogWithWhatItDid() {
        contacts.insertOne(id(1).append("name", "Ada").append("visits", 1).append("notes", "n".repeat(100)));
        contacts.bulkWrite(List.of(
                new InsertOneModel<>(id(2).append("name", "Bob").append("notes", "n".repeat(100))),
                new UpdateOneModel<>(id(1), new Document("$inc", new Document("visits", 1)))));
        contacts.findOneAndUpdate(
                id(1), new Document("$set", new Document("name", "Ada L.")), new FindOneAndUpdateOptions());
        contacts.replaceOne(id(2), new Document("name", "Bobby"));
        contacts.updateOne(id(3), new Document("$set", new Document("name", "Cy")), new UpdateOptions().upsert(true));
        contacts.deleteOne(id(2));
        contacts.findOneAndDelete(id(3));

        assertThat(operations()).containsExactly("c", "i", "i", "u", "u", "u", "i", "d", "d");
        Document update = entries("u").getFirst();
        assertThat((Object) command(update))
                .isEqualTo(new Document("$v", 2).append("diff", new Document("u", new Document("visits", 2))));
        assertThat(update.get("o2")).isEqualTo(id(1));
        assertThat(update.get("ns")).isEqualTo("crm.contacts");
        assertThat(command(entries("u").get(2))).isEqualTo(id(2).append("name", "Bobby"));
        assertThat(command(entries("d").getFirst())).isEqualTo(id(2));
    }

    @Test
    void entriesHaveRisingTimesAndTheUuidOfTheirCollection() {
        contacts.insertMany(List.of(id(1), id(2), id(3)));

        List<BsonTimestamp> times = oplog().stream()
                .map(entry -> entry.get("ts", BsonTimestamp.class))
                .toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        UUID uuid = crm.listCollections().first().get("info", Document.class).get("uuid", UUID.class);
        assertThat(oplog()).allSatisfy(entry -> {
            assertThat(entry.get("ui")).isEqualTo(uuid);
            assertThat(entry.getLong("t")).isEqualTo(1);
            assertThat(entry.getDate("wall")).isNotNull();
        });
    }

    @Test
    void definitionsAreInTheOplog() {
        crm.createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(4096));
        crm.getCollection("log").createIndex(new Document("at", 1), new IndexOptions().unique(true));
        contacts.insertOne(id(1));
        contacts.createIndex(new Document("name", 1));
        contacts.dropIndex("name_1");
        crm.runCommand(new Document("collMod", "contacts").append("validator", new Document("name", "x")));
        contacts.renameCollection(new MongoNamespace("crm", "people"));
        crm.getCollection("log").drop();
        crm.drop();

        assertThat(entries("c").stream()
                        .map(entry -> command(entry).keySet().iterator().next()))
                .containsExactly(
                        "create",
                        "createIndexes",
                        "create",
                        "startIndexBuild",
                        "commitIndexBuild",
                        "dropIndexes",
                        "collMod",
                        "renameCollection",
                        "drop",
                        "drop",
                        "dropDatabase");
        assertThat(command(entries("c").getFirst()))
                .containsEntry("capped", true)
                .containsKey("idIndex");
        assertThat(command(entries("c").get(1))).containsEntry("unique", true).containsEntry("name", "at_1");
    }

    @Test
    void listCollectionsTellsOptionsAndKind() {
        crm.createCollection(
                "checked",
                new CreateCollectionOptions()
                        .validationOptions(new ValidationOptions().validator(new Document("a", 1))));
        crm.createView(
                "adults", "checked", List.of(new Document("$match", new Document("age", new Document("$gte", 18)))));
        crm.getCollection("checked").insertMany(List.of(id(1).append("age", 17), id(2).append("age", 18)));

        List<Document> collections = crm.listCollections().into(new ArrayList<>());
        assertThat(collections)
                .extracting(collection -> collection.getString("name") + " " + collection.getString("type"))
                .containsExactly("adults view", "checked collection");
        assertThat(collections.get(1).get("options", Document.class)).containsEntry("validator", new Document("a", 1));
        assertThat(crm.getCollection("adults").find().into(new ArrayList<>())).containsExactly(id(2).append("age", 18));
    }

    @Test
    void aTransactionIsOneEntryOrNone() {
        contacts.insertOne(id(1).append("balance", 10));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.updateOne(session, id(1), new Document("$inc", new Document("balance", -5)));
            contacts.insertOne(session, id(2).append("balance", 5));
            assertThat(contacts.countDocuments(session)).isEqualTo(2);
            assertThat(contacts.countDocuments()).isEqualTo(1);
            session.commitTransaction();

            session.startTransaction();
            contacts.deleteMany(session, new Document());
            session.abortTransaction();
        }

        assertThat(contacts.find().into(new ArrayList<>()))
                .containsExactlyInAnyOrder(id(1).append("balance", 5), id(2).append("balance", 5));
        assertThat(operations()).containsExactly("c", "i", "c");
        Document transaction = oplog().getLast();
        assertThat(transaction.getString("ns")).isEqualTo("admin.$cmd");
        assertThat(transaction).containsKeys("lsid", "txnNumber", "prevOpTime");
        assertThat(command(transaction).getList("applyOps", Document.class))
                .extracting(op -> op.getString("op"))
                .containsExactly("u", "i");
    }

    @Test
    void aLargeTransactionIsAChainOfEntries() {
        set.operationsPerEntry(2);
        contacts.insertOne(id(0));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            for (int i = 1; i <= 5; i++) {
                contacts.insertOne(session, id(i));
            }
            session.commitTransaction();
        }

        List<Document> chain = oplog().subList(2, 5);
        assertThat(chain).extracting(entry -> command(entry).get("partialTxn")).containsExactly(true, true, null);
        assertThat(chain)
                .extracting(entry -> entry.get("prevOpTime", Document.class).get("ts"))
                .containsExactly(
                        new BsonTimestamp(0),
                        chain.get(0).get("ts"),
                        chain.get(1).get("ts"));
    }

    @Test
    void aPreparedTransactionIsListedUntilItEnds() {
        contacts.insertOne(id(1));
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            contacts.insertOne(session, id(2));
            Document prepare = new Document("prepareTransaction", 1);
            client.getDatabase("admin").runCommand(session, prepare);

            Document record = client.getDatabase("config")
                    .getCollection("transactions")
                    .find()
                    .first();
            assertThat(record).containsEntry("state", "prepared");
            assertThat(record.get("startOpTime", Document.class).get("ts"))
                    .isEqualTo(oplog().getLast().get("ts"));
            session.commitTransaction();
        }

        assertThat(client.getDatabase("config").getCollection("transactions").find())
                .isEmpty();
        assertThat(command(oplog().getLast())).containsEntry("commitTransaction", 1);
        assertThat(contacts.countDocuments()).isEqualTo(2);
    }

    @Test
    void ofTwoTransactionsThatChangeOneDocumentOneFails() {
        contacts.insertOne(id(1).append("n", 0));
        try (ClientSession one = client.startSession();
                ClientSession other = client.startSession()) {
            one.startTransaction();
            other.startTransaction();
            contacts.updateOne(one, id(1), new Document("$inc", new Document("n", 1)));
            contacts.updateOne(other, id(1), new Document("$inc", new Document("n", 1)));
            one.commitTransaction();

            assertThatThrownBy(other::commitTransaction).isInstanceOfSatisfying(MongoCommandException.class, e -> {
                assertThat(e.getErrorCodeName()).isEqualTo("WriteConflict");
                assertThat(e.hasErrorLabel("TransientTransactionError")).isTrue();
            });
        }
        assertThat(contacts.find().first()).containsEntry("n", 1);
    }

    @Test
    void aReplacementSaysInWhichOrderTheFieldsAre() {
        contacts.insertOne(id(1).append("a", 1).append("b", 2));
        contacts.replaceOne(id(1), new Document("b", 2).append("c", 3).append("a", 1));

        assertThat(contacts.find().first().keySet()).containsExactly("_id", "b", "c", "a");
        assertThat(command(entries("u").getFirst()).keySet()).containsExactly("_id", "b", "c", "a");
    }

    @Test
    void uniqueIndexesAreKept() {
        contacts.createIndex(new Document("mail", 1), new IndexOptions().unique(true));
        contacts.insertOne(id(1).append("mail", "a"));

        assertThatThrownBy(() -> contacts.insertOne(id(2).append("mail", "a"))).isInstanceOf(MongoWriteException.class);
        assertThat(entries("i")).hasSize(1);
    }

    @Test
    void anOplogAppliedElsewhereMakesTheSameData() {
        contacts.createIndex(new Document("name", 1));
        contacts.insertMany(List.of(
                id(1).append("tags", List.of("a", "b")), id(new ObjectId()).append("x", 1.5)));
        contacts.updateOne(id(1), new Document("$push", new Document("tags", "c")));
        contacts.updateOne(id(1), new Document("$set", new Document("address.city", "Ulm")));
        contacts.updateOne(id(1), new Document("$unset", new Document("address.city", "")));
        contacts.renameCollection(new MongoNamespace("crm", "people"));
        try (SimulatedReplicaSet other = SimulatedReplicaSet.start();
                MongoClient target = connect(other)) {
            Document reply = target.getDatabase("admin").runCommand(new Document("applyOps", oplog()));

            assertThat(reply.getInteger("applied")).isEqualTo(oplog().size());
            MongoDatabase copy = target.getDatabase("crm");
            assertThat(copy.getCollection("people").find().into(new ArrayList<>()))
                    .containsExactlyInAnyOrderElementsOf(
                            crm.getCollection("people").find().into(new ArrayList<>()));
            assertThat(copy.getCollection("people").listIndexes().into(new ArrayList<>()))
                    .hasSize(2);
            assertThat(copy.listCollectionNames()).containsExactly("people");
        }
    }

    @Test
    void aCollectionMovesToAnotherDatabase() {
        contacts.insertOne(id(1));
        contacts.createIndex(new Document("name", 1));
        contacts.renameCollection(new MongoNamespace("archive", "contacts"));

        MongoCollection<Document> moved = client.getDatabase("archive").getCollection("contacts");
        assertThat(moved.find()).containsExactly(id(1));
        assertThat(moved.listIndexes().into(new ArrayList<>())).hasSize(2);
        assertThat(crm.listCollectionNames()).isEmpty();
    }
}
