package io.slipway.backup.mongodb.pointintime;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A document as it is to be; null for one that is to be gone. Doing it twice is as good as once. */
record DocumentChange(BsonValue id, @Nullable BsonDocument document) {}
