package io.slipway.backup.mongodb.real;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;

import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.pointintime.ConsistentRestore;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Against a server that {@code MONGODB_WIRE_URI} names and that speaks MongoDB's protocol without being MongoDB, such as FerretDB
 * 1.24: what any of them has. It writes the databases {@code crm} and {@code shop} and drops them.
 */
@EnabledIfEnvironmentVariable(
        named = "MONGODB_WIRE_URI",
        matches = "mongodb.*",
        disabledReason = "MONGODB_WIRE_URI names no server that speaks MongoDB's protocol")
class IndependentServerIT {
    private final MemoryRepository repository = new MemoryRepository();
    private MongoClient client;
    private MongoDatabase crm;

    @BeforeEach
    void write() {
        client = MongoClients.create(System.getenv("MONGODB_WIRE_URI"));
        assertThat(client.listDatabaseNames().into(new HashSet<>()))
                .as("the server must have no databases that the test would drop")
                .doesNotContain("crm", "shop");
        crm = client.getDatabase("crm");
        Sample.fill(client, "crm.contacts", 5000);
        crm.getCollection("contacts").createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        crm.getCollection("contacts")
                .createIndex(Indexes.compoundIndex(Indexes.descending("name"), Indexes.ascending("number")));
        crm.createCollection("empty");
        crm.getCollection("kinds", BsonDocument.class)
                .insertMany(
                        List.of(
                                BsonDocument.parse(
                                        "{_id: 1, a: {$numberLong: '1'}, b: 1.5, c: null, d: [1, 'x', {y: []}]}"),
                                BsonDocument.parse(
                                        "{_id: 'two', at: {$date: '2026-11-26T00:00:00Z'}, yes: true, nothing: {}}"),
                                BsonDocument.parse(
                                        "{_id: {$oid: '507f1f77bcf86cd799439011'}, bytes: {$binary: {base64: "
                                                + "'AAEC', subType: '00'}}, like: {$regularExpression: {pattern: 'a.c', options: 'i'}}}")));
        Sample.fill(client, "shop.orders", 50);
    }

    @AfterEach
    void clear() {
        client.getDatabase("crm").drop();
        client.getDatabase("shop").drop();
        client.close();
    }

    private MongoSnapshot dump() throws IOException {
        DumpResult dump = new MongoDump(client, repository, Clock.systemUTC())
                .run(
                        new DumpRequest(
                                NamespaceSelection.of("crm", "shop"),
                                false,
                                true,
                                4,
                                SnapshotLabels.of("crm", List.of())),
                        ProgressListener.NONE);
        return MongoSnapshot.open(repository, dump.snapshot().snapshot());
    }

    @Test
    void everythingComesBackAsItWas() throws IOException {
        MongoSnapshot snapshot = dump();
        assertThat(snapshot.manifest().documents()).isEqualTo(5053);
        RestoreResult restored = new ConsistentRestore(client)
                .run(
                        repository.snapshot("latest").id(),
                        snapshot,
                        RestoreRequest.everything().withDrop(),
                        ProgressListener.NONE)
                .restored();
        assertThat(restored.differences()).isEmpty();
        assertThat(restored.documents()).isEqualTo(5053);
    }
}
