package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bson.BsonValue;

import io.slipway.backup.mongodb.Namespace;

/** A target in which nothing is left of a replay but what it restored: one that is interrupted begins anew. */
record UnrememberedTarget(ReplayTarget target) implements ReplayTarget {
    @Override
    public void find(Namespace namespace, List<BsonValue> ids, Receiver receiver) throws IOException {
        target.find(namespace, ids, receiver);
    }

    @Override
    public void write(Namespace namespace, List<DocumentChange> changes) {
        target.write(namespace, changes);
    }

    @Override
    public void execute(Operation.Structural operation, boolean lenient) throws IOException {
        target.execute(operation, lenient);
    }

    @Override
    public Optional<Checkpoint> checkpoint(String plan) {
        return Optional.empty();
    }

    @Override
    public void save(String plan, Checkpoint checkpoint) {}

    @Override
    public void forget(String plan) {}
}
