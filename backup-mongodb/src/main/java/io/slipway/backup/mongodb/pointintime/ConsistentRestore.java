package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.Optional;

import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.repository.ObjectId;

/**
 * Restores snapshots as the database was at one moment: what was dumped, and the oplog of the time of the dump after it, as
 * {@code mongorestore --oplogReplay} does it. A snapshot that has no oplog of its own is restored as it was dumped.
 */
public final class ConsistentRestore {
    private final MongoRestore restore;
    private final ReplayTarget target;

    /** @param client of the server that is restored into */
    public ConsistentRestore(MongoClient client) {
        this(client, new MongoReplayTarget(client));
    }

    ConsistentRestore(MongoClient client, ReplayTarget target) {
        this.restore = new MongoRestore(client);
        this.target = new UnrememberedTarget(target);
    }

    /** A dry run; of the oplog all is read for it. */
    public RestorePlan plan(ObjectId id, MongoSnapshot snapshot, RestoreRequest request) throws IOException {
        Optional<SlicedReplay> replay = replay(id, snapshot, request, ProgressListener.NONE);
        return replay.isPresent() ? restore.plan(snapshot, request, replay.get()) : restore.plan(snapshot, request);
    }

    /**
     * Restores; see {@link MongoRestore#run}. What is found in the end is compared with what was dumped and what the oplog did
     * to it. Time series stay as they were dumped, which a remark says.
     *
     * @param id of the snapshot
     * @throws IOException also if the oplog has something that cannot be replayed; the target is untouched then
     */
    public ConsistentResult run(ObjectId id, MongoSnapshot snapshot, RestoreRequest request, ProgressListener listener)
            throws IOException {
        Optional<SlicedReplay> replay = replay(id, snapshot, request, listener);
        if (replay.isEmpty()) {
            return ConsistentResult.asDumped(restore.run(snapshot, request, listener));
        }
        SlicedReplay one = replay.get();
        RestoreResult restored = restore.run(snapshot, request, one, listener);
        return new ConsistentResult(
                one.result(restored),
                Base.consistent(id, snapshot.manifest()).map(Base::to),
                true,
                one.operations(),
                one.openTransactions());
    }

    private Optional<SlicedReplay> replay(
            ObjectId id, MongoSnapshot snapshot, RestoreRequest request, ProgressListener listener) {
        if (!snapshot.hasOplog()) {
            return Optional.empty();
        }
        Base base =
                Base.consistent(id, snapshot.manifest()).orElseGet(() -> Base.ofUnknownWindow(id, snapshot.manifest()));
        RecoveryPlan plan = RecoveryPlan.of(base);
        return Optional.of(new SlicedReplay(
                plan,
                ReplayScope.of(plan, request, true),
                snapshot,
                (timeline, slice) -> {
                    throw new IOException("no slice is needed");
                },
                target,
                Replay.Batches.DEFAULT,
                listener));
    }
}
