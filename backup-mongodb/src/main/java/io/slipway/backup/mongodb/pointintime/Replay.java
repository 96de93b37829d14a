package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.oplog.OplogEntry;
import io.slipway.backup.mongodb.oplog.OplogTime;

/**
 * Does the operations of a plan in the target, from where an earlier attempt got to. Transactions are done when they are
 * committed, all that is selected of one at once; indexes are only noted.
 */
final class Replay {
    private final RecoveryPlan plan;
    private final ReplayScope scope;
    private final ReplayTarget target;
    private final ProgressMeter progress;
    private final DocumentBatch batch;
    private final OperationReader reader = new OperationReader();
    private final TransactionBuffer transactions = new TransactionBuffer();
    private final Map<Namespace, Namespace> sources = new HashMap<>();
    private PlannedCollections collections = new PlannedCollections(Map.of());
    private OplogTime done;
    private OplogTime pending;
    private OplogTime seen;
    private long applied;

    /** How much is done at once. */
    record Batches(int bytes, int documents) {
        static final Batches DEFAULT = new Batches(8 << 20, 5_000);
    }

    Replay(RecoveryPlan plan, ReplayScope scope, ReplayTarget target, Batches batches, ProgressListener listener) {
        this.plan = plan;
        this.scope = scope;
        this.target = target;
        this.batch = new DocumentBatch(target, batches.bytes(), batches.documents());
        this.progress = new ProgressMeter(listener, Progress.Phase.REPLAY, plan.bytes());
        this.done = ReplayTarget.Checkpoint.BEGINNING.done();
        this.pending = done;
        this.seen = done;
    }

    /** What a collection of the target was called in the source when it was last spoken of. */
    Namespace source(Namespace inTarget) {
        return sources.getOrDefault(inTarget, inTarget);
    }

    int openTransactions() {
        return transactions.open();
    }

    /**
     * @param planned the collections of the base, and after it those of the point in time
     * @return how many operations were done, without those of an earlier attempt
     */
    long run(Entries entries, PlannedCollections planned) throws IOException {
        collections = planned;
        target.checkpoint(scope.restore(plan)).ifPresent(checkpoint -> {
            done = checkpoint.done();
            pending = checkpoint.pending();
            seen = done;
        });
        entries.forEach(this::entry);
        batch.flush();
        save(plan.target().limit().isAfter(done) ? plan.target().limit() : done);
        return applied;
    }

    private void entry(OplogEntry entry) throws IOException {
        OplogTime time = entry.time();
        if (plan.base().has(time)) {
            transactions.pass(entry);
            return;
        }
        boolean fresh = time.isAfter(done);
        List<Operation> operations = new ArrayList<>();
        for (OplogEntry effective : transactions.add(entry)) {
            operations.addAll(reader.read(effective));
        }
        for (Operation operation : operations) {
            Optional<Operation> translated = scope.translate(operation);
            if (translated.isPresent()) {
                sources.put(translated.get().namespace(), operation.namespace());
                one(translated.get(), time, fresh);
            }
        }
        if (fresh) {
            done(time, operations);
        }
    }

    private void one(Operation operation, OplogTime time, boolean fresh) throws IOException {
        applied += fresh ? 1 : 0;
        switch (operation) {
            case Operation.OfIndex index -> collections.apply(index);
            case Operation.Structural structural -> {
                refuseInsideTheDump(structural, time);
                boolean ofView = collections.isView(structural.namespace());
                collections.apply(structural);
                if (fresh && !ofView && !collections.isView(structural.namespace())) {
                    structural(structural, time);
                }
            }
            case Operation.OfDocument document -> {
                if (fresh) {
                    batch.add(document);
                }
            }
        }
    }

    /** A dump goes by the names of collections, so it cannot have seen the same before and after. */
    private void refuseInsideTheDump(Operation.Structural operation, OplogTime time) throws IOException {
        if (operation instanceof Operation.Rename rename
                && !time.isAfter(plan.base().to())) {
            throw new IOException(
                    rename.namespace() + " was renamed to " + rename.to() + " while the base was dumped: this base, "
                            + plan.base() + ", cannot be used. Choose an earlier one");
        }
    }

    private void structural(Operation.Structural operation, OplogTime time) throws IOException {
        batch.flush();
        boolean again = pending.equals(time);
        if (!again) {
            // Whoever goes on from here must not do again in a collection what was done before it got another name.
            pending = time;
            save(seen);
        }
        boolean inDump = !time.isAfter(plan.base().to());
        target.execute(operation, again || inDump);
    }

    private void done(OplogTime time, List<Operation> operations) throws IOException {
        seen = time;
        boolean structural = operations.stream().anyMatch(operation -> operation instanceof Operation.Structural);
        if (structural || batch.isFull()) {
            batch.flush();
            save(time);
        }
        operations.stream()
                .findFirst()
                .ifPresent(operation -> progress.add(operation.namespace(), operations.size(), 0));
    }

    private void save(OplogTime time) {
        done = time;
        target.save(scope.restore(plan), new ReplayTarget.Checkpoint(done, pending));
    }
}
