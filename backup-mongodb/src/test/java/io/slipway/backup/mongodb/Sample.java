package io.slipway.backup.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.ObjectId;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ValidationOptions;

/** A database with something of everything: indexes of all kinds, options, a view, an empty collection, an odd name. */
public final class Sample {
    private Sample() {}

    public static void write(MongoClient client, int contacts) {
        MongoDatabase crm = client.getDatabase("crm");
        crm.createCollection(
                "contacts",
                new CreateCollectionOptions()
                        .validationOptions(
                                new ValidationOptions().validator(BsonDocument.parse("{number: {$type: 'int'}}"))));
        fill(client, "crm.contacts", contacts);
        crm.getCollection("contacts").createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        crm.getCollection("contacts")
                .createIndex(Indexes.compoundIndex(Indexes.descending("name"), Indexes.ascending("number")));
        crm.createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(1 << 20));
        fill(client, "crm.log", 20);
        crm.createCollection("sessions");
        crm.getCollection("sessions", BsonDocument.class)
                .insertOne(BsonDocument.parse("{_id: 1, seen: {$date: '2001-01-01T00:00:00Z'}}"));
        crm.getCollection("sessions")
                .createIndex(Indexes.ascending("seen"), new IndexOptions().expireAfter(60L, TimeUnit.SECONDS));
        crm.createCollection("empty");
        crm.createView("named", "contacts", List.of(BsonDocument.parse("{$match: {number: {$lt: 5}}}")));
        fill(client, "crm.odd name/ä*", 3);
        fill(client, "shop.orders", 50);
    }

    /** So many documents with ids that follow from their number. */
    public static void fill(MongoClient client, String namespace, int documents) {
        Namespace name = Namespace.parse(namespace);
        List<BsonDocument> batch = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            batch.add(new BsonDocument("_id", new BsonObjectId(new ObjectId(1_700_000_000 + i, i)))
                    .append("number", new BsonInt32(i))
                    .append("name", new BsonString("Contact number " + i * 7919 % 104729)));
        }
        client.getDatabase(name.database())
                .getCollection(name.collection(), BsonDocument.class)
                .insertMany(batch);
    }
}
