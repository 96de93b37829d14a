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
    private final ExpectedContents contents;
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

    /** @param contents is told of everything that is written */
    Replay(
            RecoveryPlan plan,
            ReplayScope scope,
            ReplayTarget target,
            ExpectedContents contents,
            Batches batches,
            ProgressListener listener) {
        this.plan = plan;
        this.scope = scope;
        this.target = target;
        this.contents = contents;
        this.batch = new DocumentBatch(target, contents, batches.bytes(), batches.documents());
        this.progress = new ProgressMeter(listener, Progress.Phase.REPLAY, plan.bytes());
        this.done = ReplayTarget.Checkpoint.BEGINNING.done();
        this.pending = done;
        this.seen = done;
    }

    /** A collection of the dump is called so in the target. */
    void loaded(Namespace source, Namespace inTarget) {
        sources.put(inTarget, source);
    }

    /** What a collection of the target is called in the source. */
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
            Optional<Operation> translated = scope.translate(operation, time);
            if (translated.isPresent()) {
                named(operation, translated.get());
                one(translated.get(), time, fresh);
            }
        }
        if (fresh) {
            done(time, operations);
        }
    }

    private void named(Operation source, Operation inTarget) {
        sources.put(inTarget.namespace(), source.namespace());
        if (source instanceof Operation.Rename from && inTarget instanceof Operation.Rename to) {
            sources.put(to.to(), from.to());
        }
    }

    private void one(Operation operation, OplogTime time, boolean fresh) throws IOException {
        applied += fresh ? 1 : 0;
        switch (operation) {
            case Operation.OfIndex index -> collections.apply(index);
            case Operation.Structural structural -> {
                boolean inTheWay = isInTheWay(structural, time);
                boolean ofView = collections.isView(structural.namespace());
                collections.apply(structural);
                if (fresh && !ofView && !collections.isView(structural.namespace())) {
                    structural(structural, inTheWay, time);
                }
            }
            case Operation.OfDocument document -> {
                if (fresh) {
                    batch.add(document);
                }
            }
            case Operation.OfTimeSeries series -> {}
            case Operation.NotReplayable other -> throw new IOException(other.refusal());
        }
    }

    private void structural(Operation.Structural operation, boolean inTheWay, OplogTime time) throws IOException {
        batch.flush();
        boolean again = pending.equals(time);
        if (!again) {
            // Whoever goes on from here must not do again in a collection what was done before it got another name.
            pending = time;
            save(seen);
        }
        boolean inDump = !time.isAfter(plan.base().to());
        if (inTheWay && !again) {
            target.execute(new Operation.Drop(becomes(operation)), true);
        }
        target.execute(operation, again || inDump);
        contents.executed(operation);
    }

    /**
     * What the dump has of a collection that was made, or got its name, while it was taken is of later: all of it comes again.
     * It may even be of another one that was called so afterwards. What was adopted is left over from an earlier attempt.
     */
    private boolean isInTheWay(Operation.Structural operation, OplogTime time) {
        boolean makes = operation instanceof Operation.Create || operation instanceof Operation.Rename;
        Namespace becomes = becomes(operation);
        boolean ofLater = !time.isAfter(plan.base().to()) && collections.has(becomes);
        return makes && (ofLater || ReplayScope.isFoundling(becomes));
    }

    private static Namespace becomes(Operation.Structural operation) {
        return operation instanceof Operation.Rename rename ? rename.to() : operation.namespace();
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
