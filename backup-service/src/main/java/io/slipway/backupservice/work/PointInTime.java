package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.pointintime.DumpBases;
import io.slipway.backup.mongodb.pointintime.NotRestorableException;
import io.slipway.backup.mongodb.pointintime.PointInTimeRestore;
import io.slipway.backup.mongodb.pointintime.RecoveryPlan;
import io.slipway.backup.mongodb.pointintime.RecoveryResult;
import io.slipway.backup.mongodb.pointintime.RecoveryTarget;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.repository.Repository;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.events.backup.DrillCheck;
import io.slipway.events.backup.policy.BackupSource;

/** Restores a database to a moment between its backups, by a dump and the oplog after it. */
final class PointInTime {
    private final PointInTimeRestore restore;
    private final BackupSource.Mongodb source;

    /** @param client of the server that is restored into */
    PointInTime(MongoClient client, Repository repository, String application, BackupSource.Mongodb source) {
        List<String> tags = List.of("application=" + application, "source=" + source.name());
        this.restore = new PointInTimeRestore(
                client,
                new DumpBases(repository, tags),
                new SliceSnapshots(repository, application, tags, InstantSource.system()));
        this.source = source;
    }

    /** @param to the state when this second began */
    Restored restore(Instant to, RestoreRequest request, Restoring restoring) throws IOException {
        RecoveryPlan plan = plan(to);
        String way = "as at " + to + ", by " + plan.base() + " and "
                + plan.slices().size() + " slices of the oplog (" + Words.bytes(plan.bytes()) + ")";
        if (restoring.task().dryRun()) {
            RestorePlan preview = restore.preview(plan, bounded(plan, request));
            return new Restored(
                    preview.namespaces().size(),
                    preview.bytes(),
                    to,
                    "would restore " + source.name() + " " + way + MongodbKind.inTheWay(preview));
        }
        RecoveryResult result =
                restore.restore(plan, bounded(plan, request), MongodbKind.listener(restoring.progress()));
        MongodbKind.requireFaithful(result.restored());
        return new Restored(
                result.restored().plan().namespaces().size(),
                result.restored().plan().bytes(),
                to,
                MongodbKind.words("restored", result.restored().plan()) + " " + way + ", " + result.operations()
                        + " operations replayed"
                        + (result.openTransactions() == 0
                                ? ""
                                : "; " + result.openTransactions() + " transactions were open then and left out")
                        + MongodbKind.remarks(result.restored()));
    }

    /** What an earlier attempt had restored is gone. */
    Rehearsed rehearse(Instant to, RestoreRequest request, Rehearsing rehearsing) throws IOException {
        RecoveryPlan plan = plan(to);
        RestoreRequest bounded = bounded(plan, request);
        restore.startOver(plan, bounded);
        RecoveryResult result = restore.restore(plan, bounded, MongodbKind.listener(rehearsing.progress()));
        List<DrillCheck> checks = new ArrayList<>(MongodbKind.checks(source, result.restored()));
        checks.add(new DrillCheck(
                source.name(),
                "replay of the oplog",
                true,
                "up to " + to,
                result.operations() + " operations up to " + to));
        return new Rehearsed(
                to,
                result.restored().plan().bytes(),
                checks,
                MongodbKind.way(rehearsing, "with its oplog up to " + to));
    }

    /** Of a dump that does not say what it holds, as older ones do not, what the policy names is restored. */
    private RestoreRequest bounded(RecoveryPlan plan, RestoreRequest request) {
        if (plan.base().selection() != null || !request.selection().isEverything()) {
            return request;
        }
        return new RestoreRequest(
                new NamespaceSelection(source.databases(), source.excludes()),
                request.mapping(),
                request.drop(),
                request.usersAndRoles(),
                request.expiry(),
                request.parallelism());
    }

    private RecoveryPlan plan(Instant to) throws IOException {
        try {
            return restore.plan(RecoveryTarget.at(to));
        } catch (NotRestorableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
