package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;

/** The shapes of what a command is answered with. */
final class Replies {
    private Replies() {}

    static Document ok() {
        return new Document("ok", 1.0);
    }

    static Document failure(RuntimeException e) {
        return switch (e) {
            case CommandError error -> error.reply();
            case MongoServerError error ->
                new Document("ok", 0.0)
                        .append("errmsg", error.getMessageWithoutErrorCode())
                        .append("code", error.getCode())
                        .append("codeName", error.getCodeName());
            case MongoServerException other ->
                new Document("ok", 0.0)
                        .append("errmsg", other.getMessage())
                        .append("code", 8)
                        .append("codeName", "UnknownError");
            default ->
                new Document("ok", 0.0)
                        .append("errmsg", "the simulation failed: " + e)
                        .append("code", 8)
                        .append("codeName", "UnknownError");
        };
    }

    static Document cursor(String ns, List<Document> batch) {
        return new Document(
                        "cursor",
                        new Document("firstBatch", batch).append("id", 0L).append("ns", ns))
                .append("ok", 1.0);
    }

    static List<Document> documents(@Nullable Object value) {
        List<Document> documents = new ArrayList<>();
        if (value instanceof Iterable<?> list) {
            list.forEach(element -> documents.add((Document) element));
        }
        return documents;
    }
}
