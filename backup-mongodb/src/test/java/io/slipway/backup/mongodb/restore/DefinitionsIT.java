package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.simulation.mongodb.SimulatedReplicaSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Options and indexes that the simulation keeps and does not carry out, in the form in which a server lists them: whether the
 * next dump has the same.
 */
class DefinitionsIT {
    /** By collection, the options as {@code listCollections} has them (MongoDB's manual, {@code create}). */
    private static final Map<String, String> OPTIONS = Map.of(
            "capped", "{capped: true, size: 1048576, max: 1000}",
            "validated",
                    "{validator: {$jsonSchema: {required: ['name']}}, validationLevel: 'moderate', validationAction: 'warn'}",
            "german",
                    "{collation: {locale: 'de', caseLevel: false, caseFirst: 'off', strength: 2, numericOrdering: false,"
                            + " alternate: 'non-ignorable', maxVariable: 'punct', normalization: false, backwards: false,"
                            + " version: '57.1'}}",
            "clustered",
                    "{clusteredIndex: {v: 2, key: {_id: 1}, name: '_id_', unique: true}, expireAfterSeconds: {$numberLong:"
                            + " '3600'}}",
            "images", "{changeStreamPreAndPostImages: {enabled: true}}",
            "view", "{viewOn: 'german', pipeline: [{$match: {name: 'x'}}], collation: {locale: 'de', strength: 2}}",
            "plain", "{}");

    /** As {@code listIndexes} has them; the text index with what the server adds to it. */
    private static final List<String> INDEXES = List.of(
            "{v: 2, key: {a: 1, b: -1}, name: 'compound', unique: true, sparse: true}",
            "{v: 2, key: {hidden: 1}, name: 'hidden', hidden: true}",
            "{v: 2, key: {part: 1}, name: 'partial', partialFilterExpression: {part: {$gt: 5}}}",
            "{v: 2, key: {'$**': 1}, name: 'wildcard', wildcardProjection: {secret: 0}}",
            "{v: 2, key: {_fts: 'text', _ftsx: 1}, name: 'text', weights: {body: 1, title: 10}, default_language: 'german',"
                    + " language_override: 'language', textIndexVersion: 3}",
            "{v: 2, key: {place: '2dsphere'}, name: 'sphere', '2dsphereIndexVersion': 3}",
            "{v: 2, key: {flat: '2d'}, name: 'flat', bits: 26, min: -180.0, max: 180.0}",
            "{v: 2, key: {owner: 'hashed'}, name: 'hashed'}",
            "{v: 2, key: {seen: 1}, name: 'ttl', expireAfterSeconds: 3600}",
            "{v: 2, key: {name: 1}, name: 'collated', collation: {locale: 'fr', strength: 1, caseLevel: false}}");

    private final MemoryRepository repository = new MemoryRepository();
    private SimulatedReplicaSet set;
    private MongoClient client;

    @BeforeEach
    void start() {
        set = SimulatedReplicaSet.start();
        client = MongoClients.create(set.connectionString());
        MongoDatabase crm = client.getDatabase("crm");
        OPTIONS.forEach((name, options) -> crm.runCommand(command("create", name, options)));
        crm.runCommand(command("createIndexes", "plain", "{}").append("indexes", indexes()));
    }

    @AfterEach
    void stop() {
        client.close();
        set.close();
    }

    private static BsonDocument command(String command, String name, String more) {
        BsonDocument document = new BsonDocument(command, new BsonString(name));
        document.putAll(BsonDocument.parse(more));
        return document;
    }

    private static BsonArray indexes() {
        return new BsonArray(INDEXES.stream().map(BsonDocument::parse).toList());
    }

    private Map<String, String> metadata() throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        for (NamespaceContent content : dump().manifest().namespaces()) {
            if (content.database().equals("crm")) {
                var collection = content.collectionMetadata();
                metadata.put(
                        content.collection(),
                        collection.type() + " " + collection.options().toJson() + " "
                                + collection.indexes().stream()
                                        .map(index -> new TreeMap<>(index).toString())
                                        .sorted()
                                        .toList());
            }
        }
        return metadata;
    }

    private MongoSnapshot dump() throws IOException {
        return MongoSnapshot.open(
                repository,
                new MongoDump(client, repository, Clock.systemUTC())
                        .run(DumpRequest.everything(SnapshotLabels.of("crm", List.of())), ProgressListener.NONE)
                        .snapshot()
                        .snapshot());
    }

    @Test
    void theNextDumpHasWhatTheFirstOneHad() throws IOException {
        Map<String, String> before = metadata();
        assertThat(before).hasSize(OPTIONS.size());
        assertThat(new MongoRestore(client)
                        .run(dump(), RestoreRequest.everything().withDrop(), ProgressListener.NONE)
                        .differences())
                .isEmpty();
        assertThat(metadata()).isEqualTo(before);
    }
}
