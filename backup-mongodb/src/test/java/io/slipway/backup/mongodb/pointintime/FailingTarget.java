package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bson.BsonValue;

import io.slipway.backup.mongodb.Namespace;

/** A target during whose calls the process dies, before or after they had their effect. */
final class FailingTarget implements ReplayTarget {
    private final ReplayTarget target;
    private int callsUntilDeath;

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param callsUntilDeath odd numbers die before the effect of a call, even ones after it */
    FailingTarget(ReplayTarget target, int callsUntilDeath) {
        this.target = target;
        this.callsUntilDeath = callsUntilDeath;
    }

    private void step() {
        if (--callsUntilDeath == 0) {
            throw new Killed();
        }
    }

    @Override
    public void find(Namespace namespace, List<BsonValue> ids, Receiver receiver) throws IOException {
        target.find(namespace, ids, receiver);
    }

    @Override
    public void write(Namespace namespace, List<DocumentChange> changes) {
        step();
        target.write(namespace, changes);
        step();
    }

    @Override
    public void execute(Operation.Structural operation, boolean lenient) throws IOException {
        step();
        target.execute(operation, lenient);
        step();
    }

    @Override
    public Optional<Checkpoint> checkpoint(String plan) {
        return target.checkpoint(plan);
    }

    @Override
    public void save(String plan, Checkpoint checkpoint) {
        step();
        target.save(plan, checkpoint);
        step();
    }

    @Override
    public void forget(String plan) {
        target.forget(plan);
    }
}
