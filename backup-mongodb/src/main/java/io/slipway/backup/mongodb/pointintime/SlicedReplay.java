package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.restore.OplogReplay;
import io.slipway.backup.mongodb.restore.PlannedNamespace;
import io.slipway.backup.mongodb.restore.Replayed;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.ContentFigures;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.StreamFigures;

/** The replay of a plan within a restore. */
final class SlicedReplay implements OplogReplay {
    private static final String LOADING = "/loading";

    private final RecoveryPlan plan;
    private final ReplayScope scope;
    private final MongoSnapshot snapshot;
    private final ReplayTarget target;
    private final Replay replay;
    private final ExpectedContents contents = new ExpectedContents();
    private final Entries entries;
    private final @Nullable NamespaceContent own;
    private @Nullable Forecast forecast;
    private Map<Namespace, CollectionMetadata> becomes = Map.of();
    private boolean resumed;
    private long operations;

    SlicedReplay(
            RecoveryPlan plan,
            ReplayScope scope,
            MongoSnapshot snapshot,
            PlannedEntries.Slices slices,
            ReplayTarget target,
            Replay.Batches batches,
            ProgressListener listener) {
        this.plan = plan;
        this.scope = scope;
        this.snapshot = snapshot;
        this.target = target;
        this.replay = new Replay(plan, scope, target, contents, batches, listener);
        this.own = plan.base().oplogIncluded()
                ? snapshot.manifest().find(Namespace.OPLOG).orElse(null)
                : null;
        @Nullable NamespaceContent oplog = own;
        this.entries = new PlannedEntries(plan, slices, oplog == null ? null : () -> snapshot.documents(oplog));
    }

    /** Reads everything that will be replayed, and so finds what of it is damaged. */
    @Override
    public Set<Namespace> foresee() throws IOException {
        if (forecast == null) {
            if (own != null) {
                snapshot.check(List.of(own), 1, ProgressListener.NONE);
            }
            Forecast ahead = new Forecast(plan.base(), scope);
            ahead.read(entries);
            forecast = ahead;
        }
        return forecast.made();
    }

    /** Whether an attempt ended after it had begun to change the target, and before it replayed: what is there is its own. */
    boolean wasLoading() {
        return target.checkpoint(id() + LOADING).isPresent();
    }

    /** Whether an attempt ended while it replayed. */
    boolean wasReplaying() {
        return target.checkpoint(id()).isPresent();
    }

    @Override
    public void begins() {
        target.save(id() + LOADING, ReplayTarget.Checkpoint.BEGINNING);
    }

    /** Nothing is remembered of any attempt. */
    void forget() {
        target.forget(id());
        target.forget(id() + LOADING);
    }

    @Override
    public Replayed replay(RestorePlan dumped, Map<Namespace, CollectionMetadata> collections) throws IOException {
        resumed = wasReplaying();
        if (!resumed) {
            target.save(id(), ReplayTarget.Checkpoint.BEGINNING);
        }
        target.forget(id() + LOADING);
        for (PlannedNamespace planned : dumped.namespaces()) {
            replay.loaded(planned.content().namespace(), planned.target());
            contents.dumped(planned.target(), planned.content().figures().content());
        }
        PlannedCollections planned = new PlannedCollections(collections);
        operations = replay.run(entries, planned);
        becomes = planned.collections();
        return new Replayed(becomes, resumed ? Optional.empty() : Optional.of(contents.changed()));
    }

    /** Under which the target remembers how far this restore came. */
    private String id() {
        return scope.restore(plan);
    }

    long operations() {
        return operations;
    }

    int openTransactions() {
        return replay.openTransactions();
    }

    boolean resumed() {
        return resumed;
    }

    /** With the collections that there were after the replay, in the place of those that were dumped. */
    RestoreResult result(RestoreResult restored) {
        List<PlannedNamespace> namespaces = new ArrayList<>();
        new TreeMap<>(becomes).forEach((name, metadata) -> {
            Namespace source = replay.source(name);
            CollectionMetadata original =
                    new CollectionMetadata(source, metadata.type(), metadata.options(), metadata.indexes(), "");
            ContentFigures found = restored.contents().getOrDefault(name, ContentFigures.NOTHING);
            NamespaceContent content = NamespaceContent.of(
                    original, source, new StreamFigures(found.documents(), found.bytes(), 0, found.contentHash()));
            namespaces.add(new PlannedNamespace(content, name, metadata, false));
        });
        RestorePlan reached = new RestorePlan(
                namespaces, restored.plan().remade(), restored.plan().stays());
        List<String> remarks = new ArrayList<>(restored.remarks());
        if (resumed) {
            remarks.add("It went on where it was interrupted: what is there now was counted, and not compared");
        }
        if (forecast != null && !forecast.series().isEmpty()) {
            remarks.add("Time series are as they were dumped, with documents of different moments: "
                    + String.join(
                            ", ",
                            forecast.series().stream().map(Namespace::toString).toList()));
        }
        return new RestoreResult(reached, restored.contents(), restored.differences(), remarks, restored.took());
    }
}
