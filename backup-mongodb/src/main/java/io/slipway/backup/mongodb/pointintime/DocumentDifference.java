package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Applies the differences that MongoDB 5 and later log for updates (mongo, src/mongo/db/update/document_diff_serialization.h).
 * In a difference of documents {@code d} names fields to remove, {@code u} fields to set where they are, {@code i} fields to
 * append, and {@code s<field>} holds the difference of what the field contains. In one of arrays, with {@code a: true},
 * {@code l} is the new length, {@code u<n>} an element and {@code s<n>} the difference of one. What a difference does not fit
 * is left as it is: a later entry brings it to its end.
 */
final class DocumentDifference {
    private DocumentDifference() {}

    /** @throws IOException if the difference has a part that is not known */
    static BsonDocument apply(BsonDocument document, BsonDocument difference) throws IOException {
        BsonDocument result = Documents.copy(document);
        for (Map.Entry<String, BsonValue> part : difference.entrySet()) {
            String key = part.getKey();
            switch (key) {
                case "d" -> part.getValue().asDocument().keySet().forEach(result::remove);
                case "u" -> result.putAll(part.getValue().asDocument());
                case "i" ->
                    part.getValue().asDocument().forEach((field, value) -> {
                        result.remove(field);
                        result.put(field, value);
                    });
                default -> {
                    if (!key.startsWith("s") || !part.getValue().isDocument()) {
                        throw new IOException("a difference of documents with the unknown part \"" + key + "\"");
                    }
                    String field = key.substring(1);
                    BsonValue value = result.get(field);
                    if (value != null) {
                        result.put(field, inner(value, part.getValue().asDocument()));
                    }
                }
            }
        }
        return result;
    }

    private static BsonValue inner(BsonValue value, BsonDocument difference) throws IOException {
        boolean ofArray = difference.getBoolean("a", BsonBoolean.FALSE).getValue();
        if (ofArray) {
            return value.isArray() ? array(value.asArray(), difference) : value;
        }
        return value.isDocument() ? apply(value.asDocument(), difference) : value;
    }

    private static BsonArray array(BsonArray array, BsonDocument difference) throws IOException {
        List<BsonValue> result = new ArrayList<>(array.getValues());
        if (difference.containsKey("l")) {
            resize(result, difference.getNumber("l").intValue());
        }
        for (Map.Entry<String, BsonValue> part : difference.entrySet()) {
            String key = part.getKey();
            if (key.equals("a") || key.equals("l")) {
                continue;
            }
            if (!key.matches("[us]\\d{1,9}")) {
                throw new IOException("a difference of arrays with the unknown part \"" + key + "\"");
            }
            int index = Integer.parseInt(key.substring(1));
            if (key.startsWith("u")) {
                resize(result, Math.max(result.size(), index + 1));
                result.set(index, part.getValue());
            } else if (index < result.size()) {
                result.set(index, inner(result.get(index), part.getValue().asDocument()));
            }
        }
        return new BsonArray(result);
    }

    private static void resize(List<BsonValue> list, int size) {
        while (list.size() > size) {
            list.removeLast();
        }
        while (list.size() < size) {
            list.add(BsonNull.VALUE);
        }
    }
}
