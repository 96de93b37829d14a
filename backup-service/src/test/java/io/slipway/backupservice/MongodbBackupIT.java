package io.slipway.backupservice;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;

import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import tools.jackson.databind.JsonNode;

import static io.slipway.backupservice.RunningBackupService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A database with an oplog, on a simulated replica set: proven by a drill, and restored to a moment between two backups. */
class MongodbBackupIT {
    private static final String API = "/api/v1/backups/crm";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static RunningBackupService service;
    private static SimulatedReplicaSet mongodb;
    private static MongoClient client;

    @BeforeAll
    static void start() {
        mongodb = SimulatedReplicaSet.start(
                SimulatedReplicaSet.Settings.defaults().withNoopEvery(Duration.ofMillis(500)));
        client = MongoClients.create(mongodb.connectionString());
        service = RunningBackupService.start(folder);
        service.secret("PASSPHRASE", "correct horse battery staple");
        service.secret("MONGODB_URI", mongodb.connectionString());
    }

    @AfterAll
    static void stop() {
        service.close();
        client.close();
        mongodb.close();
    }

    @Test
    void aDatabaseIsDrilledAndComesBackAsItWasAtAMoment() {
        MongoCollection<Document> contacts = client.getDatabase("crm").getCollection("contacts");
        for (int i = 0; i < 200; i++) {
            contacts.insertOne(new Document("_id", i).append("name", "contact " + i));
        }
        contacts.createIndex(Indexes.ascending("name"));
        MongoCollection<Document> sessions = client.getDatabase("crm").getCollection("sessions");
        sessions.insertOne(new Document("_id", 1));
        body(service.put(API, """
                        metadata: {name: crm}
                        spec:
                          backups:
                            - name: nightly
                              environment: production
                              repository: {location: %s, passphrase: PASSPHRASE}
                              sources: [{name: database, type: mongodb, uri: MONGODB_URI, excludes: [crm.sessions], oplog: 1s}]
                              objectives: {rpo: 5m, rto: 10m}
                        """.formatted(folder.resolve("repository"))), 202);

        // An oplog that begins after a backup is of no use to it.
        reached(Instant.now().plusSeconds(2));
        JsonNode backup = service.ended("crm", "/policies/nightly/run", Map.of());
        assertThat(backup.path("status").asString()).as(backup.toString()).isEqualTo("SUCCEEDED");
        contacts.insertOne(new Document("_id", 1000).append("name", "after the backup"));
        sessions.insertOne(new Document("_id", 2));
        client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
        Instant good = reached(Instant.now().plusSeconds(1));
        contacts.deleteMany(new Document());

        JsonNode drill = service.ended("crm", "/policies/nightly/drill", Map.of());
        assertThat(drill.path("status").asString()).as(drill.toString()).isEqualTo("SUCCEEDED");
        assertThat(databases())
                .as("the drill leaves nothing behind")
                .allSatisfy(name -> assertThat(name).doesNotContain("drill"));

        JsonNode refused = service.ended(
                "crm",
                "/policies/nightly/restore",
                Map.of("to", good.toString(), "include", List.of("crm.sessions"), "rename", Map.of("crm", "crm_no")));
        assertThat(refused.path("status").asString()).isEqualTo("FAILED");
        assertThat(refused.toString()).contains("Not in the snapshot: crm.sessions");

        JsonNode restore = service.ended(
                "crm",
                "/policies/nightly/restore",
                Map.of("to", good.toString(), "include", List.of("crm"), "rename", Map.of("crm", "crm_restored")));

        assertThat(restore.path("status").asString()).as(restore.toString()).isEqualTo("SUCCEEDED");
        assertThat(restore.toString())
                .as("what was there after the replay is counted")
                .contains("restored 201 documents of 1 collections");
        MongoCollection<Document> restored = client.getDatabase("crm_restored").getCollection("contacts");
        assertThat(restored.countDocuments()).isEqualTo(201);
        assertThat(restored.find(new Document("_id", 1000)).first()).isNotNull();
        assertThat(restored.listIndexes().into(new ArrayList<>()))
                .extracting(index -> index.getString("name"))
                .contains("name_1");
        assertThat(client.getDatabase("crm_restored").listCollectionNames())
                .as("what is excluded is not rebuilt from the oplog")
                .containsExactly("contacts");
        assertThat(contacts.countDocuments()).as("the original is left alone").isZero();

        JsonNode asBackedUp = service.ended(
                "crm",
                "/policies/nightly/restore",
                Map.of("snapshot", "latest", "include", List.of("crm"), "rename", Map.of("crm", "crm_backed_up")));
        assertThat(asBackedUp.path("status").asString())
                .as(asBackedUp.toString())
                .isEqualTo("SUCCEEDED");
        assertThat(asBackedUp.toString())
                .as("a backup comes back as at the end of its own oplog")
                .contains("restored 200 documents of 1 collections", " operations replayed");
    }

    /** Waits until the oplog is stored beyond a moment, and gives it in whole seconds. */
    private static Instant reached(Instant moment) {
        Instant whole = Instant.ofEpochSecond(moment.getEpochSecond());
        await().atMost(PATIENCE).until(() -> {
            JsonNode oplogs = service.read(API).path("policies").get(0).path("oplogs");
            return !oplogs.isEmpty()
                    && Instant.parse(oplogs.get(0).path("to").asString()).isAfter(whole.plusSeconds(1));
        });
        return whole;
    }

    private static List<String> databases() {
        return client.listDatabaseNames().into(new ArrayList<>());
    }
}
