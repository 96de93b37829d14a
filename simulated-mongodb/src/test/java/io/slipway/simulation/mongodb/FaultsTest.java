package io.slipway.simulation.mongodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.CursorType;
import com.mongodb.MongoException;
import com.mongodb.MongoQueryException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.IndexOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What goes wrong when it is told to. */
class FaultsTest {
    private final SimulatedReplicaSet set =
            SimulatedReplicaSet.start(SimulatedReplicaSet.Settings.defaults().withNoopEvery(Duration.ZERO));
    private MongoClient client;
    private MongoCollection<Document> contacts;

    @BeforeEach
    void connect() {
        client = MongoClients.create(set.connectionString() + "&retryWrites=true&serverSelectionTimeoutMS=60000");
        contacts = client.getDatabase("crm").getCollection("contacts");
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private static Document id(Object id) {
        return new Document("_id", id);
    }

    private MongoCollection<Document> oplog() {
        return client.getDatabase("local").getCollection("oplog.rs");
    }

    private Document lastWrite() {
        return client.getDatabase("admin").runCommand(new Document("hello", 1)).get("lastWrite", Document.class);
    }

    private static BsonTimestamp time(Document lastWrite, String field) {
        return lastWrite.get(field, Document.class).get("ts", BsonTimestamp.class);
    }

    @Test
    void aTailableCursorSeesWhatIsWrittenAndDiesWhenTheOplogRollsOver() {
        contacts.insertOne(id(1));
        try (MongoCursor<Document> cursor =
                oplog().find().cursorType(CursorType.TailableAwait).batchSize(1).iterator()) {
            assertThat(cursor.next().getString("op")).isEqualTo("n");
            assertThat(cursor.next().getString("op")).isEqualTo("c");
            assertThat(cursor.next().getString("op")).isEqualTo("i");
            contacts.insertOne(id(2));
            assertThat(cursor.next().get("o")).isEqualTo(id(2));
            contacts.insertMany(List.of(id(3), id(4)));
            set.rollOver(1);

            assertThatThrownBy(cursor::next)
                    .isInstanceOfSatisfying(
                            MongoQueryException.class,
                            e -> assertThat(e.getCode()).isEqualTo(136));
        }
        assertThat(oplog().find().into(new ArrayList<>()))
                .singleElement()
                .extracting("o")
                .isEqualTo(id(4));
    }

    @Test
    void theMajorityStaysBehindWhileItIsHeld() {
        contacts.insertOne(id(1));
        set.holdMajority();
        contacts.insertOne(id(2));

        assertThat(time(lastWrite(), "majorityOpTime")).isLessThan(time(lastWrite(), "opTime"));
        set.releaseMajority();
        assertThat(time(lastWrite(), "majorityOpTime")).isEqualTo(time(lastWrite(), "opTime"));
    }

    @Test
    void aFailoverLosesWhatNoMajorityHas() {
        contacts.insertOne(id(1).append("n", 1));
        set.holdMajority();
        contacts.updateOne(id(1), new Document("$set", new Document("n", 2)));
        contacts.insertOne(id(2));
        set.failOver();

        assertThat(contacts.find()).containsExactly(id(1).append("n", 1));
        List<Document> entries = oplog().find().into(new ArrayList<>());
        assertThat(entries.get(entries.size() - 2).get("o")).isEqualTo(id(1).append("n", 1));
        assertThat(entries.getLast()).containsEntry("t", 2L).containsEntry("op", "n");
    }

    @Test
    void aSecondaryTakesNoWrites() {
        contacts.insertOne(id(1));
        set.stepDown();
        try (MongoClient impatient =
                MongoClients.create(set.connectionString() + "&retryWrites=false&serverSelectionTimeoutMS=1")) {
            assertThatThrownBy(() -> impatient
                            .getDatabase("crm")
                            .getCollection("contacts")
                            .insertOne(id(2)))
                    .isInstanceOf(MongoException.class);
        }
        set.stepUp();

        contacts.insertOne(id(3));
        assertThat(contacts.countDocuments()).isEqualTo(2);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsDoneOnce() {
        contacts.insertOne(id(1).append("n", 0));
        set.cutAfterWrite(1);
        contacts.updateOne(id(1), new Document("$inc", new Document("n", 1)));

        assertThat(contacts.find().first()).containsEntry("n", 1);
        assertThat(oplog().countDocuments(new Document("op", "u"))).isEqualTo(1);
    }

    @Test
    void aReadWhoseConnectionIsCutIsTriedAgain() {
        contacts.insertOne(id(1));
        set.cutOnRead(1);

        assertThat(contacts.find().first()).isEqualTo(id(1));
    }

    @Test
    void documentsExpireUnlessTheMonitorIsOff() {
        contacts.createIndex(new Document("at", 1), new IndexOptions().expireAfter(1L, TimeUnit.SECONDS));
        contacts.insertOne(id(1).append("at", new Date(0)));
        var admin = client.getDatabase("admin");
        admin.runCommand(new Document("setParameter", 1).append("ttlMonitorEnabled", false));
        assertThat(set.expireDocuments()).isZero();

        admin.runCommand(new Document("setParameter", 1).append("ttlMonitorEnabled", true));
        assertThat(set.expireDocuments()).isEqualTo(1);
        assertThat(oplog().countDocuments(new Document("op", "d"))).isEqualTo(1);
    }
}
