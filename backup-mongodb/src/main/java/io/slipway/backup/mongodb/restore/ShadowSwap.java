package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;

/**
 * Puts collections that were restored beside the originals in their place.
 *
 * <p>What is atomic: the renaming of one collection within a database; whoever reads sees the old or the new one. What is not:
 * all collections together, so an application that writes meanwhile may mix old and new, and should be stopped; views, which
 * are dropped and made again; and a renaming to another database, for which MongoDB copies the collection first and which
 * sharded clusters refuse. Each step is done or not, and can be told from what is there: after an interruption the same call
 * goes on where it ended.
 */
public final class ShadowSwap {
    private final MongoClient client;
    private final CollectionCreator collections;
    private final Indexes indexes;

    public ShadowSwap(MongoClient client) {
        this.client = client;
        this.collections = new CollectionCreator(client);
        this.indexes = new Indexes(client);
    }

    /**
     * Swaps in what a restore left in the shadow.
     *
     * @param restored the result of that restore
     * @return the collections that are in their place now, also those of an earlier call that was interrupted
     * @throws MongoBackupException if the restore was not faithful, or neither the shadow nor the original of something is there
     */
    public List<Namespace> swap(RestoreResult restored) throws IOException {
        if (!restored.isFaithful()) {
            throw new MongoBackupException("What was restored is not what was dumped, and is not put in place: "
                    + restored.differences().getFirst());
        }
        return resume(restored.plan());
    }

    /**
     * Goes on with a swap that was interrupted, when its {@link RestoreResult} is gone with the process. That the restore was
     * faithful is for the caller to know.
     *
     * @param plan of the same restore, made anew
     */
    public List<Namespace> resume(RestorePlan plan) throws IOException {
        refuseTimeSeries(plan);
        try {
            return swap(plan);
        } catch (MongoException e) {
            throw ParallelWork.failure(e);
        }
    }

    /** Drops what a restore left in the shadow, after a drill or when nobody wants it; never an original. */
    public void discard(RestorePlan plan) throws IOException {
        try {
            shadows(plan).forEach(planned -> collections.drop(planned.target()));
            dropEmptyShadows(plan);
        } catch (MongoException e) {
            throw ParallelWork.failure(e);
        }
    }

    private List<Namespace> swap(RestorePlan plan) throws IOException {
        List<Namespace> swapped = new ArrayList<>();
        for (PlannedNamespace planned : shadows(plan)) {
            if (!planned.content().isView()) {
                swap(planned);
                swapped.add(planned.content().namespace());
            }
        }
        for (PlannedNamespace planned : shadows(plan)) {
            if (planned.content().isView()) {
                collections.drop(planned.target());
                collections.drop(planned.content().namespace());
                collections.create(planned.content().collectionMetadata());
                swapped.add(planned.content().namespace());
            }
        }
        dropEmptyShadows(plan);
        return swapped;
    }

    private static List<PlannedNamespace> shadows(RestorePlan plan) {
        return plan.namespaces().stream()
                .filter(planned -> !planned.target().equals(planned.content().namespace()))
                .toList();
    }

    private static void refuseTimeSeries(RestorePlan plan) throws MongoBackupException {
        for (PlannedNamespace planned : shadows(plan)) {
            if (planned.metadata().isTimeSeries()) {
                throw new MongoBackupException(
                        "MongoDB does not rename time series, and so nothing was put in place. Restore "
                                + planned.content().namespace()
                                + " where it was, with the old one dropped, and swap the others in");
            }
        }
    }

    private void swap(PlannedNamespace planned) throws IOException {
        Namespace original = planned.content().namespace();
        if (collections.exists(planned.target())) {
            collections.rename(planned.target(), original);
        } else if (!collections.exists(original)) {
            throw new MongoBackupException(
                    "Neither " + planned.target() + " nor " + original + " is there: restore it once more");
        }
        CollectionMetadata metadata = planned.content().collectionMetadata();
        indexes.expire(metadata);
        collections.expire(metadata);
    }

    private void dropEmptyShadows(RestorePlan plan) {
        Set<String> shadows = new TreeSet<>();
        plan.namespaces().forEach(planned -> shadows.add(planned.target().database()));
        plan.namespaces().stream()
                .map(PlannedNamespace::content)
                .map(NamespaceContent::database)
                .forEach(shadows::remove);
        for (String shadow : shadows) {
            Set<String> left = client.getDatabase(shadow).listCollectionNames().into(new HashSet<>());
            left.removeIf(name -> name.startsWith("system."));
            if (left.isEmpty()) {
                client.getDatabase(shadow).drop();
            }
        }
    }
}
