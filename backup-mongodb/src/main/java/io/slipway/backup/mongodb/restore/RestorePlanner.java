package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import com.mongodb.client.MongoClient;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.archive.ArchiveHeader;
import io.slipway.backup.mongodb.catalogue.Catalogue;
import io.slipway.backup.mongodb.catalogue.ServerInformation;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;

/** Finds out what a restore will do, without doing any of it. */
final class RestorePlanner {
    private static final int LONGEST_DATABASE = 63;
    private static final int LONGEST_NAMESPACE = 255;

    private final MongoClient client;
    private final Map<String, Set<String>> existing = new HashMap<>();

    RestorePlanner(MongoClient client) {
        this.client = client;
    }

    /**
     * @param replay may make what the snapshot does not have
     * @throws IOException if what is asked for cannot be done at all
     */
    RestorePlan plan(Manifest manifest, RestoreRequest request, OplogReplay replay) throws IOException {
        refuseWhatWasNotDumped(manifest, request);
        List<PlannedNamespace> planned = new ArrayList<>();
        for (NamespaceContent content : selected(manifest, request.selection())) {
            Namespace target = request.mapping().apply(content.namespace());
            check(target);
            boolean inTheWay = existing(target.database()).contains(target.collection());
            planned.add(PlannedNamespace.of(content, request.mapping(), inTheWay));
        }
        Set<Namespace> made = new TreeSet<>(replay.foresee());
        for (Namespace target : made) {
            check(target);
        }
        if (planned.isEmpty() && made.isEmpty() && !request.selection().isEverything()) {
            throw new MongoBackupException("Nothing in the snapshot is called so"
                    + (replay == OplogReplay.NONE ? "" : ", and nothing was until then") + ". It has: "
                    + names(manifest));
        }
        refuseCollisions(planned);
        refuseTimeSeries(planned);
        planned.forEach(one -> made.remove(one.target()));
        Set<Namespace> stays = stays(planned, made);
        made.retainAll(stays);
        stays.removeAll(made);
        return new RestorePlan(planned, List.copyOf(made), List.copyOf(stays));
    }

    private static void refuseWhatWasNotDumped(Manifest manifest, RestoreRequest request) throws MongoBackupException {
        @Nullable NamespaceSelection dumped = manifest.selection();
        List<String> outside =
                dumped == null ? List.of() : dumped.outside(request.selection().include());
        if (!outside.isEmpty()) {
            throw new NotDumpedException(
                    "Not in the snapshot: " + String.join(", ", outside) + ". What was dumped is " + dumped);
        }
    }

    private static List<NamespaceContent> selected(Manifest manifest, NamespaceSelection selection) {
        return manifest.namespaces().stream()
                .filter(content -> !content.namespace().isOplog() && !Catalogue.isOwn(content.database()))
                .filter(content -> selection.includes(content.namespace()))
                .toList();
    }

    private static void check(Namespace target) throws MongoBackupException {
        if (Catalogue.isOwn(target.database())) {
            throw new MongoBackupException(
                    "Nothing is restored into " + target.database() + ": what is there is not the application's");
        }
        if (target.database().length() > LONGEST_DATABASE || target.toString().length() > LONGEST_NAMESPACE) {
            throw new MongoBackupException(target + " is a longer name than MongoDB takes");
        }
    }

    private static void refuseCollisions(List<PlannedNamespace> planned) throws MongoBackupException {
        Set<Namespace> targets = new HashSet<>();
        for (PlannedNamespace one : planned) {
            if (!targets.add(one.target())) {
                throw new MongoBackupException("Two collections would be restored to " + one.target());
            }
        }
    }

    /** There they have no buckets of their own that one could write to. */
    private void refuseTimeSeries(List<PlannedNamespace> planned) throws MongoBackupException {
        List<String> series = planned.stream()
                .filter(one -> one.metadata().isTimeSeries())
                .map(one -> one.content().namespace().toString())
                .toList();
        if (!series.isEmpty()) {
            ArchiveHeader server =
                    new ArchiveHeader(1, ServerInformation.of(client).version(), "");
            if (server.timeSeriesAreUnderTheirOwnName()) {
                throw new MongoBackupException("Time series cannot be restored to MongoDB 8.3 and later yet. "
                        + "Leave them out and give them to mongorestore: " + String.join(", ", series));
            }
        }
    }

    /** What there is besides in the databases that something is restored into. */
    private Set<Namespace> stays(List<PlannedNamespace> planned, Set<Namespace> made) {
        Set<String> databases = new TreeSet<>();
        planned.forEach(one -> databases.add(one.target().database()));
        made.forEach(one -> databases.add(one.database()));
        Set<Namespace> others = new TreeSet<>();
        for (String database : databases) {
            existing(database).stream()
                    .filter(collection -> !collection.startsWith("system."))
                    .forEach(collection -> others.add(new Namespace(database, collection)));
        }
        planned.forEach(one -> others.remove(one.target()));
        return others;
    }

    private Set<String> existing(String database) {
        return existing.computeIfAbsent(
                database, name -> client.getDatabase(name).listCollectionNames().into(new HashSet<>()));
    }

    private static String names(Manifest manifest) {
        return String.join(
                ", ",
                manifest.namespaces().stream()
                        .filter(content -> !content.namespace().isOplog())
                        .map(content -> content.namespace().toString())
                        .toList());
    }
}
