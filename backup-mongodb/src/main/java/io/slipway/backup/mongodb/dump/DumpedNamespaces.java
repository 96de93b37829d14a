package io.slipway.backup.mongodb.dump;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bson.BsonTimestamp;
import org.bson.RawBsonDocument;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCursor;

import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.archive.ArchivedCollection;
import io.slipway.backup.mongodb.catalogue.Catalogue;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.catalogue.ServerInformation;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;
import io.slipway.backup.mongodb.snapshot.SavedNamespace;
import io.slipway.backup.mongodb.snapshot.StreamMeter;

/** One dump: what there is, what was read of it, and how consistent that is. */
final class DumpedNamespaces {
    private static final int UNAUTHORISED = 13;
    private static final String TOOL = "slipway 0.1.0";

    private final MongoClient client;
    private final DumpRequest request;
    private final ContentSaver saver;
    private final Catalogue catalogue;
    private final ServerInformation server;
    private final ArchiveHeader header;
    private final Optional<OplogWindow> window;
    private final ProgressMeter progress;
    private final List<CollectionMetadata> collections;
    private final Map<Namespace, Long> sizes = new TreeMap<>();
    private final List<SavedNamespace> saved = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    DumpedNamespaces(MongoClient client, DumpRequest request, ContentSaver saver, ProgressListener listener)
            throws IOException {
        this.client = client;
        this.request = request;
        this.saver = saver;
        this.catalogue = new Catalogue(client);
        this.server = ServerInformation.of(client);
        this.header = new ArchiveHeader(1, server.version(), TOOL);
        // Before anybody asks what there is: a collection that gets another name from then on is in the window's
        // commands.
        this.window = window();
        this.collections = new ArrayList<>(catalogue.list(request.selection()));
        if (request.usersAndRoles()) {
            collections.addAll(catalogue.authorisation());
        }
        refuseWhatCannotBeRead();
        collections.forEach(one -> sizes.put(one.namespace(), one.isView() ? 0 : catalogue.size(one.namespace())));
        this.progress = new ProgressMeter(
                listener,
                Progress.Phase.DUMP,
                sizes.values().stream().mapToLong(Long::longValue).sum());
    }

    List<SavedNamespace> saved() {
        return saved;
    }

    private void refuseWhatCannotBeRead() throws MongoBackupException {
        List<String> series = collections.stream()
                .filter(one -> one.isTimeSeries() && header.timeSeriesAreUnderTheirOwnName())
                .map(one -> one.namespace().toString())
                .toList();
        if (!series.isEmpty()) {
            throw new MongoBackupException("Time series of MongoDB 8.3 and later cannot be dumped yet; exclude them: "
                    + String.join(", ", series));
        }
    }

    Manifest dump(Instant started, Clock clock) throws IOException {
        readAll(new CollectionReader(client, window.map(OplogWindow::readAfter).orElse(null), saver, progress));
        Consistency consistency = window.isPresent() ? close(window.get()) : withoutOplog();
        compareWithWhatIsThereNow();
        return new Manifest(
                Manifest.FORMAT,
                server.version(),
                TOOL,
                server.topology().name(),
                started,
                clock.instant(),
                consistency,
                request.selection(),
                saved.stream().map(SavedNamespace::content).toList(),
                remarks);
    }

    private Optional<OplogWindow> window() throws MongoBackupException {
        if (server.topology() != ServerInformation.Topology.REPLICA_SET) {
            return Optional.empty();
        }
        try {
            OplogWindow window = OplogWindow.begin(client);
            window.checkComplete();
            return Optional.of(window);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != UNAUTHORISED) {
                throw e;
            }
            // Better than no backup, as long as it is said.
            return Optional.empty();
        }
    }

    private void readAll(CollectionReader reader) throws IOException {
        Map<Namespace, SavedNamespace> done = new ConcurrentHashMap<>();
        List<Callable<SavedNamespace>> tasks = collections.stream()
                .sorted(Comparator.comparing((CollectionMetadata one) -> sizes.get(one.namespace()))
                        .reversed())
                .<Callable<SavedNamespace>>map(one -> () -> {
                    SavedNamespace read = read(one, reader);
                    done.put(one.namespace(), read);
                    return read;
                })
                .toList();
        ParallelWork.run("mongodb-dump", request.parallelism(), tasks);
        collections.forEach(one -> saved.add(done.get(one.namespace())));
        progress.tell(
                collections.isEmpty() ? Namespace.OPLOG : collections.getLast().namespace());
    }

    private SavedNamespace read(CollectionMetadata collection, CollectionReader reader) throws IOException {
        Namespace data = collection.archived().dataNamespace(header);
        if (collection.isView()) {
            SavedContent nothing = new SavedContent(List.of(), 0);
            return new SavedNamespace(NamespaceContent.of(collection, data, new StreamMeter().figures()), nothing);
        }
        CollectionReader.Read read = reader.read(data);
        return new SavedNamespace(NamespaceContent.of(collection, data, read.figures()), read.content());
    }

    private Consistency close(OplogWindow window) throws IOException {
        try {
            BsonTimestamp end = window.end();
            String from = OplogWindow.text(window.start());
            String readAfter = OplogWindow.text(window.readAfter());
            String to = OplogWindow.text(end);
            Set<Namespace> adopted = window.checkCommands(end, request.selection());
            if (request.oplog()) {
                saveOplog(window, end, adopted);
                return new Consistency(
                        request.selection().isEverything()
                                ? Consistency.Kind.OPLOG_INCLUDED
                                : Consistency.Kind.OPLOG_OF_SELECTION,
                        from,
                        readAfter,
                        to,
                        "consistent at " + to + ", once its oplog is replayed");
            }
            window.checkComplete();
            return new Consistency(
                    Consistency.Kind.OPLOG_WINDOW,
                    from,
                    readAfter,
                    to,
                    "consistent at " + to + " and later, once oplog slices from " + from + " on are replayed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ParallelWork.failure(e);
        }
    }

    private void saveOplog(OplogWindow window, BsonTimestamp end, Set<Namespace> adopted) throws IOException {
        window.checkComplete();
        try (MongoCursor<RawBsonDocument> entries = window.entries(end)) {
            CollectionReader.Read read = new CollectionReader(client, null, saver, progress)
                    .save(
                            Namespace.OPLOG,
                            request.selection().isEverything()
                                    ? entries
                                    : new SelectedEntries(entries, request.selection(), adopted));
            saved.add(new SavedNamespace(
                    NamespaceContent.of(ArchivedCollection.oplog(), Namespace.OPLOG, read.figures()), read.content()));
        }
        window.checkComplete();
    }

    private Consistency withoutOplog() {
        String why = switch (server.topology()) {
            case STANDALONE -> "A single server has no oplog";
            case SHARDED -> "A sharded cluster has an oplog for each shard";
            case REPLICA_SET -> "The user may not read the oplog, for which it needs MongoDB's role backup";
        };
        Consistency consistency = Consistency.asPossible(why);
        remarks.add(consistency.explanation());
        return consistency;
    }

    /** What came or went while the dump ran is in it by chance. */
    private void compareWithWhatIsThereNow() {
        Map<Namespace, String> before = names(collections.stream());
        Map<Namespace, String> now = names(catalogue.list(request.selection()).stream());
        before.forEach((namespace, uuid) -> {
            if (Catalogue.isOwn(namespace.database())) {
                return;
            }
            if (!now.containsKey(namespace)) {
                remarks.add(namespace + " was dropped or renamed while the dump ran");
            } else if (!now.get(namespace).equals(uuid)) {
                remarks.add(namespace + " was replaced by another collection while the dump ran");
            }
        });
        now.keySet().stream()
                .filter(namespace -> !before.containsKey(namespace))
                .forEach(namespace -> remarks.add(namespace + " was created while the dump ran and is not in it"));
    }

    private static Map<Namespace, String> names(Stream<CollectionMetadata> listed) {
        return listed.collect(Collectors.toMap(
                CollectionMetadata::namespace, CollectionMetadata::uuid, (one, other) -> one, TreeMap::new));
    }
}
