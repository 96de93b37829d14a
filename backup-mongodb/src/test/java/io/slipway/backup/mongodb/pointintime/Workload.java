package io.slipway.backup.mongodb.pointintime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.bson.Document;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.RenameCollectionOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ValidationOptions;

/** Does what applications and their operators do to a database, at random. */
final class Workload {
    private static final List<String> FIELDS = List.of("name", "city", "score");

    private final Random random;
    private final MongoClient client;
    private final MongoDatabase database;

    Workload(Random random, MongoClient client, String database) {
        this.random = random;
        this.client = client;
        this.database = client.getDatabase(database);
    }

    /** Something, also of what changes names. */
    void anything() {
        switch (random.nextInt(20)) {
            case 0 -> rename();
            case 1 -> definition();
            case 2, 3, 4 -> transaction(random.nextInt(4) > 0);
            default -> write();
        }
    }

    /** Something that changes no collection's name. */
    void withoutRenames() {
        switch (random.nextInt(12)) {
            case 0, 1 -> definition();
            case 2, 3 -> transaction(true);
            default -> write();
        }
    }

    private MongoCollection<Document> collection() {
        return database.getCollection("c" + random.nextInt(4));
    }

    private Document id() {
        return new Document("_id", random.nextInt(8));
    }

    private Document body() {
        Document document = new Document();
        List<String> fields = new ArrayList<>(FIELDS);
        while (random.nextBoolean() && !fields.isEmpty()) {
            document.append(fields.remove(random.nextInt(fields.size())), random.nextInt(100));
        }
        document.append(
                "tags",
                new ArrayList<>(random.ints(random.nextInt(5), 0, 9).boxed().toList()));
        document.append(
                "address", new Document("street", "s".repeat(random.nextInt(40))).append("number", random.nextInt(9)));
        return document;
    }

    void write() {
        MongoCollection<Document> collection = collection();
        switch (random.nextInt(6)) {
            case 0 -> collection.deleteOne(id());
            case 1 -> collection.updateOne(id(), update());
            case 2 -> collection.findOneAndUpdate(id(), update());
            case 3 -> collection.updateMany(new Document("score", new Document("$lt", 50)), update());
            default -> collection.replaceOne(id(), body(), new ReplaceOptions().upsert(true));
        }
    }

    private Document update() {
        return switch (random.nextInt(5)) {
            case 0 -> new Document("$inc", new Document("count", 1));
            case 1 -> new Document("$push", new Document("tags", random.nextInt(9)));
            case 2 -> new Document("$set", new Document("address.city", "c" + random.nextInt(9)).append("name", "n"));
            case 3 -> new Document("$unset", new Document("address.street", "").append("score", ""));
            default -> new Document("$set", body());
        };
    }

    private void transaction(boolean commits) {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            for (int i = 0; i <= random.nextInt(6); i++) {
                MongoCollection<Document> collection = collection();
                if (random.nextInt(3) == 0) {
                    collection.deleteOne(session, id());
                } else {
                    collection.replaceOne(session, id(), body(), new ReplaceOptions().upsert(true));
                }
            }
            if (commits) {
                session.commitTransaction();
            } else {
                session.abortTransaction();
            }
        }
    }

    private void rename() {
        String from = "c" + random.nextInt(4);
        String to = "c" + random.nextInt(4);
        try {
            database.getCollection(from)
                    .renameCollection(
                            new MongoNamespace(database.getName(), to), new RenameCollectionOptions().dropTarget(true));
        } catch (MongoCommandException e) {
            // There is no such collection, or the names are the same.
        }
    }

    private void definition() {
        MongoCollection<Document> collection = collection();
        try {
            switch (random.nextInt(8)) {
                case 0 -> collection.drop();
                case 1 -> {
                    if (random.nextInt(5) == 0) {
                        database.drop();
                    }
                }
                case 2 ->
                    database.createCollection(
                            collection.getNamespace().getCollectionName(),
                            new CreateCollectionOptions()
                                    .validationOptions(new ValidationOptions().validator(new Document("a", 1))));
                case 3 -> collection.dropIndexes();
                case 4 ->
                    database.runCommand(
                            new Document("collMod", collection.getNamespace().getCollectionName())
                                    .append("validator", new Document("b", random.nextInt(3))));
                case 5 -> database.createView("v" + random.nextInt(2), "c0", List.of(new Document("$match", id())));
                case 6 -> database.getCollection("v" + random.nextInt(2)).drop();
                default ->
                    collection.createIndex(
                            new Document(FIELDS.get(random.nextInt(3)), 1), new IndexOptions().sparse(true));
            }
        } catch (MongoCommandException e) {
            // It is there already, or not there.
        }
    }
}
