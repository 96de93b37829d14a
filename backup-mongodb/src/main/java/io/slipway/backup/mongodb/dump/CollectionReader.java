package io.slipway.backup.mongodb.dump;

import java.io.IOException;
import java.util.Iterator;

import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.catalogue.PatientCursor;
import io.slipway.backup.mongodb.snapshot.StreamFigures;

/**
 * Reads collections in the order in which the server has them, which is the cheapest for it and hardly changes between two
 * dumps.
 */
final class CollectionReader {
    private static final int BATCH = 5000;

    private final MongoClient client;
    private final @Nullable BsonTimestamp readAfter;
    private final ContentSaver saver;
    private final ProgressMeter progress;

    /** @param readAfter what every read must have seen; null where there is no oplog */
    CollectionReader(
            MongoClient client, @Nullable BsonTimestamp readAfter, ContentSaver saver, ProgressMeter progress) {
        this.client = client;
        this.readAfter = readAfter;
        this.saver = saver;
        this.progress = progress;
    }

    /** What was read of a collection and where it is now. */
    record Read(SavedContent content, StreamFigures figures) {}

    Read read(Namespace namespace) throws IOException {
        MongoCollection<RawBsonDocument> collection =
                client.getDatabase(namespace.database()).getCollection(namespace.collection(), RawBsonDocument.class);
        // What somebody asked for in the connection string is left as it is.
        if (collection.getReadPreference().equals(ReadPreference.primary())) {
            collection = collection.withReadPreference(ReadPreference.secondaryPreferred());
        }
        if (readAfter == null) {
            return save(namespace, collection.find());
        }
        try (ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(true).build())) {
            session.advanceOperationTime(readAfter);
            return save(
                    namespace, collection.withReadConcern(ReadConcern.MAJORITY).find(session));
        }
    }

    private Read save(Namespace namespace, FindIterable<RawBsonDocument> query) throws IOException {
        try (MongoCursor<RawBsonDocument> cursor = PatientCursor.open(query.batchSize(BATCH))) {
            return save(namespace, cursor);
        }
    }

    Read save(Namespace namespace, Iterator<RawBsonDocument> cursor) throws IOException {
        DocumentStream documents = new DocumentStream(namespace, cursor, progress);
        SavedContent content = saver.save(documents);
        return new Read(content, documents.figures());
    }
}
