package io.slipway.backup.mongodb.pointintime;

import java.util.List;

import org.bson.BsonDocument;
import org.bson.BsonValue;

import io.slipway.backup.mongodb.Namespace;

/** What an entry of the oplog did. */
sealed interface Operation {
    /** Which collection is concerned. */
    Namespace namespace();

    /** Something about one document. */
    sealed interface OfDocument extends Operation {
        BsonValue id();
    }

    /** A document is there, whatever was there before. */
    record Put(Namespace namespace, BsonValue id, BsonDocument document) implements OfDocument {}

    /** A document changed by a difference of version 2. */
    record Patch(Namespace namespace, BsonValue id, BsonDocument difference) implements OfDocument {}

    /** A document is gone. */
    record Remove(Namespace namespace, BsonValue id) implements OfDocument {}

    /** Something about a collection, which everything before must have been applied for. */
    sealed interface Structural extends Operation {}

    /** With the options of the command {@code create}. */
    record Create(Namespace namespace, BsonDocument options) implements Structural {}

    record Drop(Namespace namespace) implements Structural {}

    record Rename(Namespace namespace, Namespace to, boolean dropTarget) implements Structural {}

    /** With the options of the command {@code collMod}, of which none concerns an index. */
    record Modify(Namespace namespace, BsonDocument options) implements Structural {}

    /** Something about a time series, of which nobody wrote down what its documents are. */
    record OfTimeSeries(Namespace namespace, String refusal) implements Operation {}

    /** Something of which it is not known what it did, to one collection alone. */
    record NotReplayable(Namespace namespace, String refusal) implements Operation {}

    /** Something about indexes, which are built when everything else is done. */
    sealed interface OfIndex extends Operation {}

    /** With their descriptions, as {@code listIndexes} has them. */
    record BuildIndexes(Namespace namespace, List<BsonDocument> indexes) implements OfIndex {}

    /** @param index a name, or {@code *} for all but that of {@code _id} */
    record DropIndex(Namespace namespace, String index) implements OfIndex {}

    /** @param change has the name or the key pattern of the index, and what is new of it */
    record ModifyIndex(Namespace namespace, BsonDocument change) implements OfIndex {}
}
