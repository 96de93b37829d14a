package io.slipway.backup.mongodb.catalogue;

import java.util.Optional;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;

/**
 * What a server says of itself.
 *
 * @param version such as {@code 8.0.4}
 * @param topology decides whether there is an oplog
 * @param replicaSet its name, or {@code ""}
 * @param lastWrite the newest entry of the primary's oplog, if it has one
 * @param majority the newest that a majority of the members has
 */
public record ServerInformation(
        String version,
        Topology topology,
        String replicaSet,
        Optional<BsonTimestamp> lastWrite,
        Optional<BsonTimestamp> majority) {
    private static final int COMMAND_NOT_FOUND = 59;

    /** How servers work together. */
    public enum Topology {
        STANDALONE,
        REPLICA_SET,
        SHARDED
    }

    /** Asks the primary, or the only server there is. */
    public static ServerInformation of(MongoClient client) {
        MongoDatabase admin = client.getDatabase("admin");
        String version = admin.runCommand(command("buildInfo"), BsonDocument.class)
                .getString("version")
                .getValue();
        BsonDocument hello = hello(admin);
        String replicaSet = hello.getString("setName", new BsonString("")).getValue();
        boolean router = hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
        Topology topology =
                router ? Topology.SHARDED : replicaSet.isEmpty() ? Topology.STANDALONE : Topology.REPLICA_SET;
        BsonDocument lastWrite = hello.getDocument("lastWrite", new BsonDocument());
        return new ServerInformation(
                version, topology, replicaSet, time(lastWrite, "opTime"), time(lastWrite, "majorityOpTime"));
    }

    private static BsonDocument hello(MongoDatabase admin) {
        try {
            return admin.runCommand(command("hello"), ReadPreference.primary(), BsonDocument.class);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != COMMAND_NOT_FOUND) {
                throw e;
            }
            return admin.runCommand(command("isMaster"), ReadPreference.primary(), BsonDocument.class);
        }
    }

    private static Optional<BsonTimestamp> time(BsonDocument lastWrite, String field) {
        return lastWrite.containsKey(field)
                ? Optional.of(lastWrite.getDocument(field).getTimestamp("ts"))
                : Optional.empty();
    }

    private static BsonDocument command(String name) {
        return new BsonDocument(name, new BsonInt32(1));
    }
}
