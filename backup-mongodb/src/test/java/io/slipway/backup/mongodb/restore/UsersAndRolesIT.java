package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;

import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;

import de.bwaldvogel.mongo.bson.Document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the server is asked to do with users; that a real one does it, {@code RealServerContract} says. */
class UsersAndRolesIT {
    private final MemoryRepository repository = new MemoryRepository();
    private ServerWithUsers server;
    private MongoClient client;

    @BeforeEach
    void start() {
        server = new ServerWithUsers();
        client = MongoClients.create(server.uri());
        for (String name : List.of("system.users", "system.roles", "system.version", "other")) {
            client.getDatabase("admin")
                    .getCollection(name, BsonDocument.class)
                    .insertOne(BsonDocument.parse("{_id: 'crm.app', user: 'app', db: 'crm'}"));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private DumpResult dump(boolean users) throws IOException {
        DumpRequest request =
                new DumpRequest(NamespaceSelection.ALL, users, true, 2, SnapshotLabels.of("crm", List.of()));
        return new MongoDump(client, repository, Clock.systemUTC()).run(request, ProgressListener.NONE);
    }

    private void restore(DumpResult dump, RestoreRequest request) throws IOException {
        MongoSnapshot snapshot = MongoSnapshot.open(repository, dump.snapshot().snapshot());
        new MongoRestore(client).run(snapshot, request.withUsersAndRoles(), ProgressListener.NONE);
    }

    @Test
    void areDumpedOnlyWhenAskedFor() throws IOException {
        assertThat(dump(false).manifest().namespaces()).isEmpty();
        assertThat(dump(true).manifest().namespaces())
                .extracting(NamespaceContent::collection)
                .containsExactly("system.roles", "system.users", "system.version");
    }

    @Test
    void areMergedByTheServerFromCollectionsThatAreGoneAfterwards() throws IOException {
        DumpResult dump = dump(true);
        restore(dump, RestoreRequest.everything());
        restore(dump, RestoreRequest.everything().withDrop());
        assertThat(server.merges()).extracting(merge -> merge.get("drop")).containsExactly(false, true);
        Document merge = server.merges().getFirst();
        assertThat(merge.get("users")).isEqualTo(1);
        assertThat(merge.get("tempRolesCollection")).isEqualTo("admin.slipway.restore.roles");
        assertThat(merge.get("db")).isEqualTo("");
        assertThat(client.getDatabase("admin").listCollectionNames().into(new HashSet<>()))
                .noneMatch(name -> name.startsWith("slipway"));
    }

    @Test
    void aSnapshotWithoutThemSaysSo() throws IOException {
        DumpResult dump = dump(false);
        assertThatThrownBy(() -> restore(dump, RestoreRequest.everything())).hasMessageContaining("no users and roles");
        assertThat(server.merges()).isEmpty();
    }
}
