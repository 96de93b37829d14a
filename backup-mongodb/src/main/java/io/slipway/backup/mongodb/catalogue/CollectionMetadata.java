package io.slipway.backup.mongodb.catalogue;

import java.util.ArrayList;
import java.util.List;

import org.bson.BSONException;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.archive.ArchivedCollection;

/**
 * A collection without its documents.
 *
 * @param type as the server says: {@code collection}, {@code view} or {@code timeseries}; {@code ""} if it says nothing
 * @param options as {@code listCollections} has them
 * @param indexes as {@code listIndexes} has them; none for a view
 * @param uuid 32 hexadecimal digits, or {@code ""} if the server does not say
 */
public record CollectionMetadata(
        Namespace namespace, String type, BsonDocument options, List<BsonDocument> indexes, String uuid) {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    public CollectionMetadata {
        indexes = List.copyOf(indexes);
    }

    public boolean isView() {
        return type.equals("view");
    }

    public boolean isTimeSeries() {
        return type.equals("timeseries");
    }

    public boolean isCapped() {
        return options.getBoolean("capped", BsonBoolean.FALSE).getValue();
    }

    /**
     * What mongodump writes into {@code .metadata.json}, in canonical extended JSON (MongoDB Extended JSON, version 2): readers
     * want the indexes to be a list, empty or not, and what is empty besides left out.
     */
    public String toJson() {
        BsonDocument document = new BsonDocument();
        if (!options.isEmpty()) {
            document.append("options", options);
        }
        document.append("indexes", new BsonArray(indexes));
        if (!uuid.isEmpty()) {
            document.append("uuid", new BsonString(uuid));
        }
        document.append("collectionName", new BsonString(namespace.collection()));
        if (!type.isEmpty()) {
            document.append("type", new BsonString(type));
        }
        return document.toJson(CANONICAL);
    }

    /**
     * The inverse of {@link #toJson}; old tools leave things out.
     *
     * @throws IllegalArgumentException if this is no such JSON
     */
    public static CollectionMetadata parse(Namespace namespace, String json) {
        try {
            BsonDocument document = json.isBlank() ? new BsonDocument() : BsonDocument.parse(json);
            List<BsonDocument> indexes = new ArrayList<>();
            document.getArray("indexes", new BsonArray()).forEach(index -> indexes.add(index.asDocument()));
            return new CollectionMetadata(
                    namespace,
                    document.getString("type", new BsonString("")).getValue(),
                    document.getDocument("options", new BsonDocument()),
                    indexes,
                    document.getString("uuid", new BsonString("")).getValue());
        } catch (JsonParseException | BSONException e) {
            throw new IllegalArgumentException("not the metadata of a collection: " + e.getMessage(), e);
        }
    }

    public ArchivedCollection archived() {
        return new ArchivedCollection(namespace, toJson(), type);
    }
}
