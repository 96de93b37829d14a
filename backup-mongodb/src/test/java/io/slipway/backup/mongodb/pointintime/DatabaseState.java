package io.slipway.backup.mongodb.pointintime;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.bson.BsonDocument;

import com.mongodb.client.MongoDatabase;

/** Everything in a database, to compare it with another one. */
record DatabaseState(
        Map<String, String> options, Map<String, Map<String, String>> documents, Map<String, String> indexes) {
    static DatabaseState of(MongoDatabase database) {
        Map<String, String> options = new TreeMap<>();
        Map<String, Map<String, String>> documents = new TreeMap<>();
        Map<String, String> indexes = new TreeMap<>();
        for (BsonDocument collection : database.listCollections(BsonDocument.class)) {
            String name = collection.getString("name").getValue();
            options.put(name, collection.getDocument("options").toJson());
            if (collection.getString("type").getValue().equals("view")) {
                continue;
            }
            Map<String, String> of = new TreeMap<>();
            database.getCollection(name, BsonDocument.class)
                    .find()
                    .forEach(document -> of.put(document.get("_id").toString(), document.toJson()));
            documents.put(name, of);
            TreeSet<String> descriptions = new TreeSet<>();
            database.getCollection(name)
                    .listIndexes(BsonDocument.class)
                    .forEach(index -> descriptions.add(index.toJson()));
            indexes.put(name, descriptions.toString());
        }
        return new DatabaseState(options, documents, indexes);
    }
}
