package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.Catalogue;
import io.slipway.backup.mongodb.oplog.OplogTime;

/**
 * Replays by ordinary writes: what is logged are images of documents, so whole documents are replaced, many in one round trip,
 * and nobody needs the right to {@code applyOps}.
 */
final class MongoReplayTarget implements ReplayTarget {
    /** Where it is kept how far replays came. */
    static final Namespace CHECKPOINTS = new Namespace(Catalogue.RESTORES, "checkpoints");

    private static final int NAMESPACE_NOT_FOUND = 26;
    private static final int NAMESPACE_EXISTS = 48;

    private final MongoClient client;

    MongoReplayTarget(MongoClient client) {
        this.client = client;
    }

    private MongoCollection<BsonDocument> collection(Namespace namespace) {
        return client.getDatabase(namespace.database()).getCollection(namespace.collection(), BsonDocument.class);
    }

    @Override
    public void find(Namespace namespace, List<BsonValue> ids, Receiver receiver) throws IOException {
        try (MongoCursor<RawBsonDocument> found = collection(namespace)
                .withDocumentClass(RawBsonDocument.class)
                .find(Filters.in("_id", ids))
                .cursor()) {
            while (found.hasNext()) {
                receiver.accept(found.next());
            }
        }
    }

    @Override
    public void write(Namespace namespace, List<DocumentChange> changes) {
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        List<WriteModel<BsonDocument>> models = new ArrayList<>();
        for (DocumentChange change : changes) {
            BsonDocument filter = new BsonDocument("_id", new BsonDocument("$eq", change.id()));
            models.add(
                    change.document() == null
                            ? new DeleteOneModel<>(filter)
                            : new ReplaceOneModel<>(filter, change.document(), upsert));
        }
        collection(namespace)
                .bulkWrite(models, new BulkWriteOptions().ordered(false).bypassDocumentValidation(true));
    }

    @Override
    public void execute(Operation.Structural operation, boolean lenient) throws IOException {
        try {
            switch (operation) {
                case Operation.Create create ->
                    run(
                            create.namespace().database(),
                            "create",
                            create.namespace().collection(),
                            create.options());
                case Operation.Drop drop -> collection(drop.namespace()).drop();
                case Operation.Modify modify ->
                    run(
                            modify.namespace().database(),
                            "collMod",
                            modify.namespace().collection(),
                            modify.options());
                case Operation.Rename rename -> rename(rename);
            }
        } catch (MongoCommandException e) {
            boolean done = e.getErrorCode() == NAMESPACE_EXISTS && operation instanceof Operation.Create
                    || e.getErrorCode() == NAMESPACE_NOT_FOUND;
            if (!lenient || !done) {
                throw new IOException(
                        operation.namespace() + " in the target cannot be changed as the oplog says: "
                                + e.getErrorMessage(),
                        e);
            }
        }
    }

    private void rename(Operation.Rename rename) {
        BsonDocument command = new BsonDocument(
                        "renameCollection", new BsonString(rename.namespace().toString()))
                .append("to", new BsonString(rename.to().toString()))
                .append("dropTarget", BsonBoolean.valueOf(rename.dropTarget()));
        client.getDatabase("admin").runCommand(command);
    }

    private void run(String database, String command, String collection, BsonDocument options) {
        BsonDocument document = new BsonDocument(command, new BsonString(collection));
        document.putAll(options);
        client.getDatabase(database).runCommand(document);
    }

    private static BsonDocument id(String plan) {
        return new BsonDocument("_id", new BsonString(plan));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String plan) {
        BsonDocument document = collection(CHECKPOINTS).find(id(plan)).first();
        return Optional.ofNullable(document)
                .map(found -> new Checkpoint(
                        OplogTime.of(found.getTimestamp("done")), OplogTime.of(found.getTimestamp("pending"))));
    }

    @Override
    public void save(String plan, Checkpoint checkpoint) {
        BsonDocument document = id(plan).append("done", checkpoint.done().bson())
                .append("pending", checkpoint.pending().bson());
        collection(CHECKPOINTS).replaceOne(id(plan), document, new ReplaceOptions().upsert(true));
    }

    @Override
    public void forget(String plan) {
        collection(CHECKPOINTS).deleteOne(id(plan));
    }
}
