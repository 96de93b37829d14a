package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.catalogue.Catalogue;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.catalogue.PatientCursor;
import io.slipway.backup.mongodb.snapshot.ContentFigures;
import io.slipway.backup.mongodb.snapshot.StreamMeter;

/** Reads restored collections back and says what is not as it was dumped. */
final class TargetComparison {
    private static final String EXPIRY = "expireAfterSeconds";

    private final MongoClient client;
    private final Catalogue catalogue;

    TargetComparison(MongoClient client) {
        this.client = client;
        this.catalogue = new Catalogue(client);
    }

    /** Counts, bytes and content of every collection, read from the primary. */
    void documents(RestorePlan plan, int parallelism, ProgressListener listener, Findings findings) throws IOException {
        ProgressMeter progress = new ProgressMeter(listener, Progress.Phase.VERIFY, plan.bytes());
        List<Callable<Object>> tasks = new ArrayList<>();
        for (PlannedNamespace planned : plan.namespaces()) {
            if (!planned.content().isView()) {
                ContentFigures expected = planned.content().figures().content();
                tasks.add(() -> {
                    compare(planned.metadata(), Optional.of(expected), progress, findings);
                    return planned;
                });
            }
        }
        ParallelWork.run("mongodb-compare", parallelism, tasks);
    }

    /** The same of those that a replay changed, or, where nobody knows which, what is there. */
    void replayed(Replayed replayed, int parallelism, ProgressListener listener, Findings findings) throws IOException {
        findings.retain(replayed.collections().keySet());
        Map<Namespace, ContentFigures> expected = replayed.contents().orElse(Map.of());
        ProgressMeter progress = new ProgressMeter(
                listener,
                Progress.Phase.VERIFY,
                expected.values().stream().mapToLong(ContentFigures::bytes).sum());
        List<Callable<Object>> tasks = new ArrayList<>();
        replayed.collections().forEach((namespace, metadata) -> {
            boolean concerned = replayed.contents().isEmpty() || expected.containsKey(namespace);
            if (concerned && !metadata.isView()) {
                tasks.add(() -> {
                    compare(metadata, Optional.ofNullable(expected.get(namespace)), progress, findings);
                    return namespace;
                });
            }
        });
        ParallelWork.run("mongodb-compare", parallelism, tasks);
    }

    private void compare(
            CollectionMetadata collection,
            Optional<ContentFigures> expected,
            ProgressMeter progress,
            Findings findings) {
        ContentFigures found = documents(collection, progress);
        findings.found(collection.namespace(), found);
        expected.ifPresent(figures -> findings.differ(compare(collection.namespace(), figures, found)));
    }

    private ContentFigures documents(CollectionMetadata collection, ProgressMeter progress) {
        Namespace data = PlannedNamespace.data(collection);
        StreamMeter meter = new StreamMeter();
        try (MongoCursor<RawBsonDocument> cursor = PatientCursor.open(client.getDatabase(data.database())
                .getCollection(data.collection(), RawBsonDocument.class)
                .withReadPreference(ReadPreference.primary())
                .find())) {
            while (cursor.hasNext()) {
                ByteBuffer bytes = cursor.next().getByteBuffer().asNIO();
                meter.document(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                progress.add(collection.namespace(), 1, bytes.remaining());
            }
        }
        progress.tell(collection.namespace());
        return meter.figures().content();
    }

    private static List<Difference> compare(Namespace namespace, ContentFigures expected, ContentFigures found) {
        List<Difference> differences = new ArrayList<>();
        if (expected.documents() != found.documents()) {
            differences.add(new Difference(
                    namespace, "documents", Long.toString(expected.documents()), Long.toString(found.documents())));
        }
        if (!expected.contentHash().equals(found.contentHash())) {
            differences.add(new Difference(
                    namespace,
                    "content",
                    expected.contentHash().brief() + " of " + expected.bytes() + " bytes",
                    found.contentHash().brief() + " of " + found.bytes() + " bytes"));
        }
        return differences;
    }

    /**
     * Options and indexes of every collection.
     *
     * @param expiry whether documents expire again already
     */
    List<Difference> definitions(Collection<CollectionMetadata> expected, boolean expiry) {
        List<Difference> differences = new ArrayList<>();
        for (CollectionMetadata collection : expected) {
            List<CollectionMetadata> found = catalogue.find(collection.namespace());
            if (found.isEmpty()) {
                differences.add(new Difference(collection.namespace(), "it", "there", "missing"));
            } else {
                compareOptions(collection, found.getFirst(), expiry, differences);
                compareIndexes(collection, found.getFirst(), expiry, differences);
            }
        }
        return differences;
    }

    private static void compareOptions(
            CollectionMetadata expected, CollectionMetadata found, boolean expiry, List<Difference> differences) {
        BsonDocument should = CollectionCreator.creatable(expected.options());
        BsonDocument is = CollectionCreator.creatable(found.options());
        if (!expiry) {
            should.remove(EXPIRY);
        }
        if (!should.equals(is)) {
            differences.add(new Difference(expected.namespace(), "options", should.toJson(), is.toJson()));
        }
    }

    private static void compareIndexes(
            CollectionMetadata expected, CollectionMetadata found, boolean expiry, List<Difference> differences) {
        Map<String, String> should = indexes(expected, !expiry);
        Map<String, String> is = indexes(found, false);
        Set<String> names = new HashSet<>(should.keySet());
        names.addAll(is.keySet());
        for (String name : names.stream().sorted().toList()) {
            String one = should.getOrDefault(name, "missing");
            String other = is.getOrDefault(name, "missing");
            if (!one.equals(other)) {
                differences.add(new Difference(expected.namespace(), "index " + name, one, other));
            }
        }
    }

    /** By name, each as a text in which the order of the fields of a key counts and that of the properties does not. */
    private static Map<String, String> indexes(CollectionMetadata collection, boolean never) {
        Map<String, String> indexes = new TreeMap<>();
        for (BsonDocument index : Indexes.buildable(collection)) {
            Map<String, Object> properties = new TreeMap<>();
            index.forEach((name, value) -> properties.put(name, normal(value)));
            properties.remove("v");
            if (never && properties.containsKey(EXPIRY)) {
                properties.put(EXPIRY, (double) Integer.MAX_VALUE);
            }
            indexes.put(index.getString("name").getValue(), properties.toString());
        }
        return indexes;
    }

    /** Servers do not keep of what type a number in an index is. */
    private static Object normal(BsonValue value) {
        return switch (value) {
            case BsonNumber number -> number.doubleValue();
            case BsonDocument document -> {
                List<String> fields = new ArrayList<>();
                document.forEach((name, field) -> fields.add(name + ": " + normal(field)));
                yield fields;
            }
            default -> value;
        };
    }
}
