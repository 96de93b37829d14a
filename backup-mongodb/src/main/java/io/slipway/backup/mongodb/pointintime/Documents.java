package io.slipway.backup.mongodb.pointintime;

import org.bson.BsonDocument;

/** Documents that may be changed, of such that may not. */
final class Documents {
    private Documents() {}

    /** Has the same values in a document of its own. */
    static BsonDocument copy(BsonDocument document) {
        BsonDocument copy = new BsonDocument();
        copy.putAll(document);
        return copy;
    }
}
