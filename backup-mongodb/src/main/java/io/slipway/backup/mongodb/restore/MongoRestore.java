package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;

/**
 * Restores a snapshot. Everything that will be needed is read and compared with what was dumped before the target is touched;
 * then come collections with their options, documents, indexes, views, and in the end the expiry of documents; and then all of
 * it is read back and compared.
 */
public final class MongoRestore {
    private static final Logger LOG = LoggerFactory.getLogger(MongoRestore.class);

    private final MongoClient client;
    private final CollectionCreator collections;
    private final Indexes indexes;
    private final TargetComparison comparison;

    public MongoRestore(MongoClient client) {
        this.client = client;
        this.collections = new CollectionCreator(client);
        this.indexes = new Indexes(client);
        this.comparison = new TargetComparison(client);
    }

    /**
     * A dry run: what would be restored, how much that is, and what is in its way.
     *
     * @throws MongoBackupException if it cannot be done at all
     */
    public RestorePlan plan(MongoSnapshot snapshot, RestoreRequest request) throws IOException {
        return plan(snapshot, request, OplogReplay.NONE);
    }

    /** The same where a replay follows, of which everything is read for it. */
    public RestorePlan plan(MongoSnapshot snapshot, RestoreRequest request, OplogReplay replay) throws IOException {
        try {
            return new RestorePlanner(client).plan(snapshot.manifest(), request, replay);
        } catch (MongoException e) {
            throw ParallelWork.failure(e);
        }
    }

    /** Restores what was dumped as it was dumped. */
    public RestoreResult run(MongoSnapshot snapshot, RestoreRequest request, ProgressListener listener)
            throws IOException {
        return run(snapshot, request, OplogReplay.NONE, listener);
    }

    /**
     * Restores. Interrupting the calling thread ends it; what was restored until then is there, without indexes, and a second
     * try needs to be told to drop it.
     *
     * @throws MongoBackupException if the snapshot is damaged or something is in the way, with the target untouched; or if the
     *     server fails
     */
    public RestoreResult run(
            MongoSnapshot snapshot, RestoreRequest request, OplogReplay replay, ProgressListener listener)
            throws IOException {
        long begin = System.nanoTime();
        RestorePlan plan = plan(snapshot, request, replay);
        refuseWhatIsInTheWay(plan, request);
        List<NamespaceContent> needed = new ArrayList<>(
                plan.namespaces().stream().map(PlannedNamespace::content).toList());
        snapshot.manifest().find(Namespace.OPLOG).ifPresent(needed::add);
        UsersAndRoles users = new UsersAndRoles(client, snapshot);
        if (request.usersAndRoles()) {
            needed.addAll(users.contents());
        }
        snapshot.check(needed, request.parallelism(), listener);
        try {
            replay.begins();
            load(snapshot, plan, request.parallelism(), listener);
            Findings found = new Findings();
            comparison.documents(plan, request.parallelism(), listener, found);
            finish(request, plan, replay, listener, found);
            if (request.usersAndRoles()) {
                users.merge(request.drop());
            }
            return result(snapshot, plan, replay, found, begin);
        } catch (MongoException | IOException e) {
            throw ended(ParallelWork.failure(e));
        }
    }

    private static RestoreResult result(
            MongoSnapshot snapshot, RestorePlan plan, OplogReplay replay, Findings found, long begin) {
        found.differences().forEach(difference -> LOG.warn("restored, but {}", difference));
        return new RestoreResult(
                plan,
                found.contents(),
                found.differences(),
                remarks(snapshot, plan, replay),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private static IOException ended(IOException cause) {
        return cause instanceof InterruptedIOException
                ? cause
                : new MongoBackupException(
                        "The restore ended before it was complete: " + cause.getMessage()
                                + ". What is there until now is not to be used; restore once more, and say that it is to be dropped",
                        cause);
    }

    private static List<String> remarks(MongoSnapshot snapshot, RestorePlan plan, OplogReplay replay) {
        List<String> remarks = new ArrayList<>();
        if (replay == OplogReplay.NONE) {
            // What came and went while the dump was taken is as it should be after a replay.
            remarks.addAll(snapshot.manifest().remarks());
        }
        Consistency consistency = snapshot.manifest().consistency();
        if (replay == OplogReplay.NONE && consistency.kind() != Consistency.Kind.AS_POSSIBLE) {
            remarks.add("Restored as dumped, with documents of different moments: " + consistency.explanation());
        }
        if (!plan.stays().isEmpty()) {
            remarks.add("Not in the snapshot, and left as they are: "
                    + String.join(
                            ", ", plan.stays().stream().map(Namespace::toString).toList()));
        }
        return remarks;
    }

    /** Compares a target with what was dumped, without restoring anything; for those who want to know once more. */
    public List<Difference> compare(MongoSnapshot snapshot, RestoreRequest request, ProgressListener listener)
            throws IOException {
        RestorePlan plan = plan(snapshot, request);
        try {
            Findings found = new Findings();
            comparison.documents(plan, request.parallelism(), listener, found);
            found.differ(comparison.definitions(
                    plan.namespaces().stream().map(PlannedNamespace::metadata).toList(), request.expiry()));
            return found.differences();
        } catch (MongoException e) {
            throw ParallelWork.failure(e);
        }
    }

    private static void refuseWhatIsInTheWay(RestorePlan plan, RestoreRequest request) throws MongoBackupException {
        if (!plan.inTheWay().isEmpty() && !request.drop()) {
            throw new MongoBackupException("Nothing was restored, because these collections are there already: "
                    + String.join(
                            ", ",
                            plan.inTheWay().stream().map(Namespace::toString).toList())
                    + ". Restore to another place, or say that they are to be dropped");
        }
    }

    /**
     * Goes on with a restore whose documents are all in the target, and were compared, but whose replay was interrupted. The
     * replay has to know by itself how far it was.
     */
    public RestoreResult resume(
            MongoSnapshot snapshot, RestoreRequest request, OplogReplay replay, ProgressListener listener)
            throws IOException {
        long begin = System.nanoTime();
        RestorePlan plan = plan(snapshot, request, replay);
        try {
            Findings found = new Findings();
            finish(request, plan, replay, listener, found);
            return result(snapshot, plan, replay, found, begin);
        } catch (MongoException | IOException e) {
            throw ended(ParallelWork.failure(e));
        }
    }

    private void finish(
            RestoreRequest request, RestorePlan plan, OplogReplay replay, ProgressListener listener, Findings found)
            throws IOException {
        Map<Namespace, CollectionMetadata> restored = new TreeMap<>();
        plan.namespaces().forEach(planned -> restored.put(planned.target(), planned.metadata()));
        Replayed replayed = replay.replay(plan, restored);
        Collection<CollectionMetadata> becomes = replayed.collections().values();
        if (replay != OplogReplay.NONE) {
            comparison.replayed(replayed, request.parallelism(), listener, found);
        }
        buildIndexes(becomes, request.parallelism(), listener);
        becomes.stream().filter(CollectionMetadata::isView).forEach(this::makeView);
        if (request.expiry()) {
            becomes.forEach(this::expire);
        }
        found.differ(comparison.definitions(becomes, request.expiry()));
    }

    /** An attempt that was interrupted may have made it. */
    private void makeView(CollectionMetadata view) {
        collections.drop(view.namespace());
        collections.create(view);
    }

    private void load(MongoSnapshot snapshot, RestorePlan plan, int parallelism, ProgressListener listener)
            throws IOException {
        // All of them first: views hold on to names, and what takes long comes to nothing if this fails.
        for (PlannedNamespace planned : plan.namespaces()) {
            if (planned.inTheWay()) {
                collections.drop(planned.target());
            }
        }
        plan.remade().forEach(collections::drop);
        ProgressMeter progress = new ProgressMeter(listener, Progress.Phase.RESTORE, plan.bytes());
        try (DocumentLoader loader = new DocumentLoader(client, progress, parallelism)) {
            List<Callable<Object>> tasks = plan.namespaces().stream()
                    .filter(planned -> !planned.content().isView())
                    .sorted(Comparator.comparingLong((PlannedNamespace planned) ->
                                    planned.content().bytes())
                            .reversed())
                    .<Callable<Object>>map(planned -> () -> {
                        load(snapshot, planned, loader);
                        return planned;
                    })
                    .toList();
            ParallelWork.run("mongodb-restore", parallelism, tasks);
        }
        plan.namespaces().stream().findFirst().ifPresent(planned -> progress.tell(planned.target()));
    }

    private void load(MongoSnapshot snapshot, PlannedNamespace planned, DocumentLoader loader) throws IOException {
        collections.create(planned.metadata());
        try (InputStream in = snapshot.documents(planned.content())) {
            loader.load(planned, in);
        }
    }

    private void buildIndexes(Collection<CollectionMetadata> becomes, int parallelism, ProgressListener listener)
            throws IOException {
        ProgressMeter progress = new ProgressMeter(listener, Progress.Phase.INDEXES, 0);
        List<Callable<Object>> tasks = becomes.stream()
                .filter(collection -> !collection.isView())
                .<Callable<Object>>map(collection -> () -> {
                    indexes.build(collection);
                    progress.tell(collection.namespace());
                    return collection;
                })
                .toList();
        ParallelWork.run("mongodb-indexes", parallelism, tasks);
    }

    private void expire(CollectionMetadata collection) {
        if (!collection.isView()) {
            indexes.expire(collection);
            collections.expire(collection);
        }
    }
}
