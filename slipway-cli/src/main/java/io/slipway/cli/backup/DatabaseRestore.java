package io.slipway.cli.backup;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.Progress;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.pointintime.ConsistentRestore;
import io.slipway.backup.mongodb.pointintime.ConsistentResult;
import io.slipway.backup.mongodb.restore.MongoRestore;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;

/** Restores a database into a server, and says what came of it. */
record DatabaseRestore(Terminal terminal) {
    ExitCode run(ResticRepository repository, StoredSnapshot stored, RestoreOptions options, String uri)
            throws IOException {
        MongoSnapshot snapshot = MongoSnapshot.open(repository, stored.snapshot());
        RestoreRequest request = new RestoreRequest(
                new NamespaceSelection(options.include, List.of()),
                new NamespaceMapping(Map.of(), options.rename, "", ""),
                options.overwrite,
                false,
                true,
                RestoreRequest.DEFAULT_PARALLELISM);
        try (MongoClient client = MongoClients.create(uri)) {
            if (options.dryRun) {
                RestorePlan plan = options.asDumped
                        ? new MongoRestore(client).plan(snapshot, request)
                        : new ConsistentRestore(client).plan(stored.id(), snapshot, request);
                tell(plan, stored);
                return ExitCode.DONE;
            }
            ConsistentResult result;
            try (TransferProgress progress = new TransferProgress(terminal, "restoring", InstantSource.system())) {
                ProgressListener listener = now -> show(progress, now);
                result = options.asDumped
                        ? ConsistentResult.asDumped(new MongoRestore(client).run(snapshot, request, listener))
                        : new ConsistentRestore(client).run(stored.id(), snapshot, request, listener);
            }
            return tell(result, stored);
        } catch (MongoException e) {
            throw new IOException("the MongoDB server cannot be used: " + e.getMessage(), e);
        }
    }

    static void show(TransferProgress progress, Progress now) {
        @Nullable String what = now.namespace() == null ? null : now.namespace().toString();
        progress.show(now.bytes(), now.totalBytes(), Words.of(now.phase()) + (what == null ? "" : " " + what));
    }

    private void tell(RestorePlan plan, StoredSnapshot stored) {
        plan.namespaces()
                .forEach(planned -> terminal.out()
                        .println(planned.target() + "  " + planned.content().documents() + " documents  "
                                + ByteWords.of(planned.content().bytes())
                                + (planned.inTheWay() ? "  is there already" : "")));
        terminal.err()
                .println("would restore " + plan.documents() + " documents, " + ByteWords.of(plan.bytes()) + " of "
                        + stored.id().brief()
                        + (plan.inTheWay().isEmpty()
                                ? ""
                                : "; in the way, and dropped by --overwrite: "
                                        + plan.inTheWay().stream()
                                                .map(Object::toString)
                                                .collect(Collectors.joining(", "))));
    }

    private ExitCode tell(ConsistentResult consistent, StoredSnapshot stored) {
        RestoreResult result = consistent.restored();
        result.differences().forEach(difference -> terminal.err().println("✗ " + difference));
        terminal.err()
                .println((result.isFaithful() ? "✓" : "✗") + " restored "
                        + result.documents() + " documents, "
                        + ByteWords.of(result.bytes()) + " of "
                        + stored.id().brief()
                        + consistent
                                .moment()
                                .map(moment -> " as at " + moment.instant() + " (" + moment + "), "
                                        + consistent.operations() + " operations replayed,")
                                .orElse("")
                        + " in " + Words.of(result.took())
                        + (result.isFaithful() ? ", and compared them with what was dumped" : ""));
        result.remarks().forEach(remark -> terminal.err().println("· " + remark));
        return result.isFaithful() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
