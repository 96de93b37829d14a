package io.slipway.backup.mongodb.restore;

import java.util.List;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.catalogue.CollectionMetadata;

/**
 * Builds indexes once the documents are there. One that lets documents expire is built so that it lets none for 68 years, and
 * gets its time only in the end: a document that has expired since the backup would be gone before anybody could compare.
 */
final class Indexes {
    private static final String EXPIRY = "expireAfterSeconds";
    private static final BsonInt32 NEVER = new BsonInt32(Integer.MAX_VALUE);

    private final Definitions definitions;

    Indexes(MongoClient client) {
        this.definitions = new Definitions(client);
    }

    void build(CollectionMetadata collection) {
        List<BsonDocument> indexes = buildable(collection).stream()
                .map(index -> index.containsKey(EXPIRY) ? index.clone().append(EXPIRY, NEVER) : index)
                .toList();
        if (!indexes.isEmpty()) {
            BsonDocument command = new BsonDocument(
                            "createIndexes",
                            new BsonString(collection.namespace().collection()))
                    .append("indexes", new BsonArray(indexes));
            definitions.run(collection.namespace().database(), command, 0);
        }
    }

    /** From now on documents expire as they did. */
    void expire(CollectionMetadata collection) {
        for (BsonDocument index : buildable(collection)) {
            if (index.containsKey(EXPIRY)) {
                BsonDocument change = new BsonDocument("name", index.get("name")).append(EXPIRY, index.get(EXPIRY));
                BsonDocument command = new BsonDocument(
                                "collMod", new BsonString(collection.namespace().collection()))
                        .append("index", change);
                definitions.run(collection.namespace().database(), command, 0);
            }
        }
    }

    /** All that do not come with the collection, without what only old servers knew. */
    static List<BsonDocument> buildable(CollectionMetadata collection) {
        return collection.indexes().stream()
                .filter(index -> !index.get("name").equals(new BsonString("_id_")))
                .filter(index ->
                        !index.getBoolean("clustered", BsonBoolean.FALSE).getValue())
                .map(Indexes::withoutTheOld)
                .toList();
    }

    /** The version of an index is the server's to choose, as mongorestore leaves it too. */
    private static BsonDocument withoutTheOld(BsonDocument index) {
        BsonDocument taken = index.clone();
        taken.remove("ns");
        taken.remove("background");
        taken.remove("v");
        return taken;
    }
}
