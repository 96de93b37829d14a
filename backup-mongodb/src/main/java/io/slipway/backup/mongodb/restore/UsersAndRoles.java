package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.archive.BsonStream;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;

/**
 * Restores users and roles with their passwords as mongorestore does it: no client may write to the collections that have
 * them, so the server merges them itself from two temporary collections (command {@code _mergeAuthzCollections}).
 */
final class UsersAndRoles {
    private static final String USERS = "slipway.restore.users";
    private static final String ROLES = "slipway.restore.roles";

    private final MongoDatabase admin;
    private final MongoSnapshot snapshot;

    UsersAndRoles(MongoClient client, MongoSnapshot snapshot) {
        this.admin = client.getDatabase("admin");
        this.snapshot = snapshot;
    }

    /** @throws MongoBackupException if the snapshot has none */
    List<NamespaceContent> contents() throws MongoBackupException {
        List<NamespaceContent> found = snapshot.manifest().namespaces().stream()
                .filter(content -> content.database().equals("admin"))
                .filter(content -> content.collection().equals("system.users")
                        || content.collection().equals("system.roles"))
                .toList();
        if (found.isEmpty()) {
            throw new MongoBackupException(
                    "The snapshot has no users and roles: they are dumped only if that is asked for");
        }
        return found;
    }

    /** @param replace whether those that are not in the snapshot are removed */
    void merge(boolean replace) throws IOException {
        BsonDocument command = new BsonDocument("_mergeAuthzCollections", new BsonInt32(1));
        try {
            for (NamespaceContent content : contents()) {
                boolean users = content.collection().equals("system.users");
                String temporary = users ? USERS : ROLES;
                load(content, admin.getCollection(temporary, RawBsonDocument.class));
                command.append(
                        users ? "tempUsersCollection" : "tempRolesCollection", new BsonString("admin." + temporary));
            }
            admin.runCommand(
                    command.append("drop", BsonBoolean.valueOf(replace)).append("db", new BsonString("")));
        } finally {
            admin.getCollection(USERS).drop();
            admin.getCollection(ROLES).drop();
        }
    }

    private void load(NamespaceContent content, MongoCollection<RawBsonDocument> temporary) throws IOException {
        temporary.drop();
        List<RawBsonDocument> documents = new ArrayList<>();
        try (InputStream in = snapshot.documents(content)) {
            BsonStream stream = new BsonStream(in);
            while (stream.next()) {
                documents.add(new RawBsonDocument(Arrays.copyOf(stream.buffer(), stream.length())));
            }
        }
        if (!documents.isEmpty()) {
            temporary.insertMany(documents);
        }
    }
}
