package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.List;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.oplog.SliceStore;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;

/**
 * Restores databases as they were at a point in time: a base as {@link MongoRestore} does it, checked and compared, then the
 * oplog, then indexes and views, and the expiry of documents last of all. When it is interrupted by whatever, the same restore
 * goes on where it was.
 */
public final class PointInTimeRestore {
    private final DumpBases bases;
    private final SliceStore slices;
    private final MongoRestore restore;
    private final ReplayTarget target;
    private final Replay.Batches batches;

    /** @param client of the server that is restored into */
    public PointInTimeRestore(MongoClient client, DumpBases bases, SliceStore slices) {
        this(client, bases, slices, new MongoReplayTarget(client), Replay.Batches.DEFAULT);
    }

    PointInTimeRestore(
            MongoClient client, DumpBases bases, SliceStore slices, ReplayTarget target, Replay.Batches batches) {
        this.bases = bases;
        this.slices = slices;
        this.restore = new MongoRestore(client);
        this.target = target;
        this.batches = batches;
    }

    private RecoveryPlanner planner() throws IOException {
        return new RecoveryPlanner(bases.bases(), slices.timelines());
    }

    /** @throws NotRestorableException if no unbroken timeline covers that point; the message names the ranges that are */
    public RecoveryPlan plan(RecoveryTarget point) throws IOException, NotRestorableException {
        return planner().plan(point);
    }

    /** What can be restored, the newest base first. */
    public List<RestorableRange> ranges() throws IOException {
        return planner().ranges();
    }

    /**
     * Does it.
     *
     * @param request where to: a shadow, as a rule. Without {@code drop} nothing is done if something is in the way. What the base
     *     does not hold is not restored, whatever the oplog has of it, and may not be asked for; of a base that does not say what
     *     it holds, what is to be restored must be named
     * @throws IOException if something is damaged or cannot be replayed, or the server fails; what is in the target by then is
     *     of no use, except for the same restore
     */
    public RecoveryResult restore(RecoveryPlan plan, RestoreRequest request, ProgressListener listener)
            throws IOException {
        if (plan.base().selection() == null && request.selection().include().isEmpty()) {
            throw new MongoBackupException(
                    plan.base() + " may hold a part of the server only: say which databases are to be restored");
        }
        try {
            MongoSnapshot snapshot = bases.snapshot(plan.base());
            SlicedReplay replay = replay(plan, request, snapshot, listener);
            // What an interrupted attempt left is this restore's own.
            RestoreResult restored = replay.wasReplaying()
                    ? restore.resume(snapshot, request, replay, listener)
                    : restore.run(snapshot, replay.wasLoading() ? request.withDrop() : request, replay, listener);
            replay.forget();
            return new RecoveryResult(
                    plan, replay.result(restored), replay.operations(), replay.openTransactions(), replay.resumed());
        } catch (MongoException e) {
            throw new MongoBackupException(
                    "The server failed or went away: " + e.getMessage() + ". Start the same restore again to go on", e);
        }
    }

    /** A dry run: what of the base would be restored, and what is in the way of it and of what the oplog makes. */
    public RestorePlan preview(RecoveryPlan plan, RestoreRequest request) throws IOException {
        MongoSnapshot snapshot = bases.snapshot(plan.base());
        return restore.plan(snapshot, request, replay(plan, request, snapshot, ProgressListener.NONE));
    }

    private SlicedReplay replay(
            RecoveryPlan plan, RestoreRequest request, MongoSnapshot snapshot, ProgressListener listener) {
        return new SlicedReplay(
                plan, ReplayScope.of(plan, request, false), snapshot, slices::open, target, batches, listener);
    }

    /** Forgets how far the same restore came: for who removed what it had restored. */
    public void startOver(RecoveryPlan plan, RestoreRequest request) throws IOException {
        try {
            replay(plan, request, bases.snapshot(plan.base()), ProgressListener.NONE)
                    .forget();
        } catch (MongoException e) {
            throw new MongoBackupException("The server failed or went away: " + e.getMessage(), e);
        }
    }
}
