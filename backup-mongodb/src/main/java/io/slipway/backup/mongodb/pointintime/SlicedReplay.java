package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.oplog.SliceStore;
import io.slipway.backup.mongodb.restore.OplogReplay;
import io.slipway.backup.mongodb.restore.PlannedNamespace;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.StreamMeter;

/** The replay of a plan within a restore. */
final class SlicedReplay implements OplogReplay {
    private final RecoveryPlan plan;
    private final ReplayScope scope;
    private final ReplayTarget target;
    private final Replay replay;
    private final Entries entries;
    private Map<Namespace, CollectionMetadata> becomes = Map.of();
    private long operations;

    SlicedReplay(
            RecoveryPlan plan,
            RestoreRequest request,
            MongoSnapshot snapshot,
            SliceStore slices,
            ReplayTarget target,
            Replay.Batches batches,
            ProgressListener listener) {
        this.plan = plan;
        this.scope = ReplayScope.of(plan, request);
        this.target = target;
        this.replay = new Replay(plan, scope, target, batches, listener);
        @Nullable
        NamespaceContent own = plan.base().oplogIncluded()
                ? snapshot.manifest().find(Namespace.OPLOG).orElse(null)
                : null;
        this.entries = new PlannedEntries(plan, slices, own == null ? null : () -> snapshot.documents(own));
    }

    @Override
    public Map<Namespace, CollectionMetadata> replay(RestorePlan dumped, Map<Namespace, CollectionMetadata> collections)
            throws IOException {
        if (target.checkpoint(id()).isEmpty()) {
            target.save(id(), ReplayTarget.Checkpoint.BEGINNING);
        }
        target.forget(id() + "/loading");
        PlannedCollections planned = new PlannedCollections(collections);
        operations = replay.run(entries, planned);
        becomes = planned.collections();
        return becomes;
    }

    /** Under which the target remembers how far this restore came. */
    String id() {
        return scope.restore(plan);
    }

    RecoveryResult result(RestoreResult restored, boolean resumed) {
        List<PlannedNamespace> namespaces = new ArrayList<>();
        new TreeMap<>(becomes).forEach((name, metadata) -> {
            Namespace source = replay.source(name);
            CollectionMetadata original =
                    new CollectionMetadata(source, metadata.type(), metadata.options(), metadata.indexes(), "");
            NamespaceContent content = NamespaceContent.of(original, source, new StreamMeter().figures());
            namespaces.add(new PlannedNamespace(content, name, metadata, false));
        });
        RestorePlan reached = new RestorePlan(namespaces, restored.plan().stays());
        return new RecoveryResult(
                plan,
                new RestoreResult(reached, restored.differences(), restored.remarks(), restored.took()),
                operations,
                replay.openTransactions(),
                resumed);
    }
}
