package io.slipway.backup.mongodb.restore;

import java.util.HashSet;
import java.util.Set;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;

import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;

/** Makes collections and views with their options. */
final class CollectionCreator {
    /** What only a collection that is there has, or no server takes any more. */
    private static final Set<String> NOT_TAKEN = Set.of("uuid", "temp", "autoIndexId", "recordIdsReplicated");

    private static final String EXPIRY = "expireAfterSeconds";

    private static final int EXISTS = 48;
    private static final int NOT_FOUND = 26;

    private final MongoClient client;
    private final Definitions definitions;

    CollectionCreator(MongoClient client) {
        this.client = client;
        this.definitions = new Definitions(client);
    }

    /** Without an expiry: nothing may be deleted before it was compared. */
    void create(CollectionMetadata collection) {
        BsonDocument command =
                new BsonDocument("create", new BsonString(collection.namespace().collection()));
        creatable(collection.options()).forEach(command::append);
        command.remove(EXPIRY);
        definitions.run(collection.namespace().database(), command, EXISTS);
    }

    /** Nothing happens if there is none. */
    void drop(Namespace namespace) {
        if (exists(namespace)) {
            definitions.run(
                    namespace.database(), new BsonDocument("drop", new BsonString(namespace.collection())), NOT_FOUND);
        }
    }

    boolean exists(Namespace namespace) {
        return client.getDatabase(namespace.database())
                .listCollectionNames()
                .into(new HashSet<>())
                .contains(namespace.collection());
    }

    /** Replaces the target, if there is one. */
    void rename(Namespace from, Namespace to) {
        BsonDocument command = new BsonDocument("renameCollection", new BsonString(from.toString()))
                .append("to", new BsonString(to.toString()))
                .append("dropTarget", BsonBoolean.TRUE);
        definitions.run("admin", command, NOT_FOUND);
    }

    /** Lets the documents of a time series or a clustered collection expire, if they did. */
    void expire(CollectionMetadata collection) {
        if (collection.options().containsKey(EXPIRY)) {
            BsonDocument command = new BsonDocument(
                            "collMod", new BsonString(collection.namespace().collection()))
                    .append(EXPIRY, collection.options().get(EXPIRY));
            definitions.run(collection.namespace().database(), command, 0);
        }
    }

    /** Options as a server takes them, which are those that two collections have in common. */
    static BsonDocument creatable(BsonDocument options) {
        BsonDocument taken = options.clone();
        taken.keySet().removeAll(NOT_TAKEN);
        return taken;
    }
}
