package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.dump.DumpRequest;
import io.slipway.backup.mongodb.dump.DumpResult;
import io.slipway.backup.mongodb.dump.MongoDump;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.pointintime.ConsistentRestore;
import io.slipway.backup.mongodb.pointintime.ConsistentResult;
import io.slipway.backup.mongodb.restore.Difference;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.PlannedNamespace;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backupservice.domain.state.Words;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.events.backup.DrillCheck;
import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.BackupSource;

/** Databases of a MongoDB server. */
final class MongodbKind implements SourceKind<BackupSource.Mongodb> {
    private static final String SCRATCH = "_slipway_drill_";

    private final Secrets secrets;
    private final Clock clock;

    MongodbKind(Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public SnapshotFacts take(BackupSource.Mongodb source, Taking taking) throws IOException {
        try (MongoClient client = client(source.uri())) {
            DumpResult dumped = new MongoDump(client, taking.repository(), clock)
                    .run(
                            new DumpRequest(
                                    new NamespaceSelection(source.databases(), source.excludes()),
                                    false,
                                    true,
                                    taking.concurrency(DumpRequest.DEFAULT_PARALLELISM),
                                    SnapshotLabels.of(taking.application(), taking.tags(source))),
                            listener(taking.progress()));
            Manifest manifest = dumped.manifest();
            List<String> warnings = new ArrayList<>(manifest.remarks());
            warnings.add(manifest.consistency().explanation());
            return new SnapshotFacts(
                    dumped.snapshot().id().toString(),
                    source.name(),
                    source.kind(),
                    dumped.snapshot().snapshot().time().toInstant(),
                    manifest.namespaces().size(),
                    manifest.bytes(),
                    dumped.figures().dataAdded(),
                    dumped.figures().dataAddedPacked(),
                    warnings);
        }
    }

    @Override
    public Restored restore(BackupSource.Mongodb source, StoredSnapshot stored, Restoring restoring)
            throws IOException {
        RestoreTarget target = restoring.target();
        try (MongoClient client = client(target.uri() == null ? source.uri() : target.uri())) {
            RestoreRequest request = request(restoring);
            @Nullable Instant to = restoring.to();
            if (to != null) {
                return new PointInTime(
                                client, restoring.repository(), restoring.task().application(), source)
                        .restore(to, request, restoring);
            }
            MongoSnapshot snapshot = MongoSnapshot.open(restoring.repository(), stored.snapshot());
            ConsistentRestore restore = new ConsistentRestore(client);
            if (restoring.task().dryRun()) {
                RestorePlan plan = restore.plan(stored.id(), snapshot, request);
                return new Restored(
                        plan.namespaces().size(),
                        plan.bytes(),
                        stored.snapshot().time().toInstant(),
                        words("would restore", plan));
            }
            ConsistentResult result = restore.run(stored.id(), snapshot, request, listener(restoring.progress()));
            requireFaithful(result.restored());
            RestorePlan plan = result.restored().plan();
            return new Restored(
                    plan.namespaces().size(),
                    plan.bytes(),
                    shows(stored, result),
                    words("restored", plan) + replayed(result) + remarks(result.restored()));
        }
    }

    /** The end of what was replayed; what is as dumped may be of any moment since the dump began. */
    private static Instant shows(StoredSnapshot stored, ConsistentResult result) {
        Instant began = stored.snapshot().time().toInstant();
        return result.moment()
                .map(OplogTime::instant)
                .filter(moment -> moment.isAfter(began))
                .orElse(began);
    }

    private static String replayed(ConsistentResult result) {
        return result.moment()
                .map(moment -> " as at " + moment.instant() + ", " + result.operations() + " operations replayed")
                .orElse("");
    }

    static String remarks(RestoreResult result) {
        return result.remarks().isEmpty() ? "" : "; " + String.join("; ", result.remarks());
    }

    static void requireFaithful(RestoreResult result) throws IOException {
        if (!result.isFaithful()) {
            throw new IOException("it was restored, but " + result.differences().getFirst() + " ("
                    + result.differences().size() + " differences in all)");
        }
    }

    private static RestoreRequest request(Restoring restoring) {
        RestoreTarget target = restoring.target();
        NamespaceMapping mapping = target.rename().isEmpty()
                ? NamespaceMapping.IDENTITY
                : new NamespaceMapping(Map.of(), target.rename(), "", "");
        RestoreRequest request = new RestoreRequest(
                new NamespaceSelection(restoring.include(), List.of()),
                mapping,
                false,
                false,
                true,
                RestoreRequest.DEFAULT_PARALLELISM);
        return restoring.task().overwrite() ? request.withDrop() : request;
    }

    @Override
    public Rehearsed rehearse(BackupSource.Mongodb source, StoredSnapshot stored, Rehearsing rehearsing)
            throws IOException {
        @Nullable String scratch = rehearsing.task().drill().uri();
        String secret = scratch == null ? source.uri() : scratch;
        MongoSnapshot snapshot = MongoSnapshot.open(rehearsing.repository(), stored.snapshot());
        String suffix = SCRATCH + digits(rehearsing.task().run());
        try (MongoClient client = client(secret)) {
            // Whatever the policy says by now: what was backed up is what must come back.
            RestoreRequest request =
                    RestoreRequest.shadow(NamespaceSelection.ALL, NamespaceMapping.shadowDatabases(suffix));
            RestorePlan plan = new MongoRestore(client).plan(snapshot, request);
            String uri = secrets.get(secret);
            for (PlannedNamespace planned : plan.namespaces()) {
                rehearsing.restoredAs(
                        uri, planned.content().database(), planned.target().database());
            }
            // An earlier attempt may have got anywhere.
            drop(client, suffix);
            rehearsing.inTheEnd(() -> {
                try (MongoClient again = MongoClients.create(uri)) {
                    drop(again, suffix);
                }
            });
            @Nullable
            Instant to = source.oplog() == null ? null : rehearsing.task().oplogTo();
            return to != null && to.isAfter(stored.snapshot().time().toInstant())
                    ? new PointInTime(
                                    client,
                                    rehearsing.repository(),
                                    rehearsing.task().application(),
                                    source)
                            .rehearse(to, request, rehearsing)
                    : asTaken(source, stored, new ConsistentRestore(client), snapshot, request, rehearsing);
        }
    }

    static String way(Rehearsing rehearsing, String until) {
        return "restored " + until + ", under names of its own on "
                + (rehearsing.task().drill().uri() == null ? "the source's own server" : "the server for drills");
    }

    private static Rehearsed asTaken(
            BackupSource.Mongodb source,
            StoredSnapshot stored,
            ConsistentRestore restore,
            MongoSnapshot snapshot,
            RestoreRequest request,
            Rehearsing rehearsing)
            throws IOException {
        ConsistentResult result = restore.run(stored.id(), snapshot, request, listener(rehearsing.progress()));
        List<DrillCheck> checks = new ArrayList<>(checks(source, result.restored()));
        result.moment()
                .ifPresent(moment -> checks.add(new DrillCheck(
                        source.name(),
                        "replay of the dump's oplog",
                        true,
                        "up to " + moment.instant() + " (" + moment + ")",
                        result.operations() + " operations up to " + moment.instant() + " (" + moment + ")")));
        return new Rehearsed(
                shows(stored, result), result.restored().bytes(), checks, way(rehearsing, "as at its backup"));
    }

    private static Set<String> databases(RestorePlan plan) {
        Set<String> names = new TreeSet<>();
        plan.namespaces().forEach(planned -> names.add(planned.target().database()));
        return names;
    }

    /**
     * Only what this drill has made: whatever else happens, no other database is ever dropped. The oplog may have brought some that
     * were not in the backup yet.
     */
    private static void drop(MongoClient client, String suffix) {
        for (String name : client.listDatabaseNames().into(new ArrayList<>())) {
            if (name.endsWith(suffix)) {
                client.getDatabase(name).drop();
            }
        }
    }

    static List<DrillCheck> checks(BackupSource.Mongodb source, RestoreResult result) {
        List<DrillCheck> checks = new ArrayList<>();
        for (PlannedNamespace planned : result.plan().namespaces()) {
            List<Difference> differences = result.differences().stream()
                    .filter(difference -> difference.namespace().equals(planned.target())
                            || difference.namespace().equals(planned.content().namespace()))
                    .toList();
            String name = planned.content().namespace().toString();
            if (differences.isEmpty()) {
                checks.add(new DrillCheck(
                        source.name(),
                        name + ": documents, content, indexes and options",
                        true,
                        planned.content().documents() + " documents, content "
                                + planned.content().contentHash().substring(0, 12),
                        "the same"));
            }
            differences.forEach(difference -> checks.add(new DrillCheck(
                    source.name(),
                    name + ": " + difference.aspect(),
                    false,
                    difference.expected(),
                    difference.found())));
        }
        return checks;
    }

    static String words(String what, RestorePlan plan) {
        return what + " " + plan.documents() + " documents of "
                + plan.namespaces().size() + " collections ("
                + Words.bytes(plan.bytes()) + ") to " + String.join(", ", databases(plan))
                + inTheWay(plan);
    }

    static String inTheWay(RestorePlan plan) {
        return plan.inTheWay().isEmpty()
                ? ""
                : "; in the way: "
                        + String.join(
                                ", ",
                                plan.inTheWay().stream().map(Object::toString).toList());
    }

    static ProgressListener listener(RunProgress progress) {
        return now -> progress.bytes(now.bytes(), now.totalBytes());
    }

    private static String digits(String run) {
        return run.substring(run.indexOf('-') + 1);
    }

    private MongoClient client(String secret) throws IOException {
        return MongoClients.create(secrets.get(secret));
    }
}
