package io.slipway.cli.backup;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.Progress;
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
            MongoRestore restore = new MongoRestore(client);
            if (options.dryRun) {
                tell(restore.plan(snapshot, request), stored);
                return ExitCode.DONE;
            }
            RestoreResult result;
            try (TransferProgress progress = new TransferProgress(terminal, "restoring", InstantSource.system())) {
                result = restore.run(snapshot, request, now -> show(progress, now));
            }
            return tell(result, snapshot, stored);
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
                                : "; " + plan.inTheWay().size()
                                        + " collections are in the way, which --overwrite drops"));
    }

    private ExitCode tell(RestoreResult result, MongoSnapshot snapshot, StoredSnapshot stored) {
        result.differences().forEach(difference -> terminal.err().println("✗ " + difference));
        terminal.err()
                .println((result.isFaithful() ? "✓" : "✗") + " restored "
                        + result.plan().documents() + " documents, "
                        + ByteWords.of(result.plan().bytes()) + " of "
                        + stored.id().brief() + " in " + Words.of(result.took())
                        + (result.isFaithful() ? ", and compared them with what was dumped" : ""));
        if (snapshot.hasOplog()) {
            terminal.err()
                    .println(
                            "· What was written while the dump was taken is in its oplog, which was not replayed. For the"
                                    + " state of one moment: slipway backup cat "
                                    + stored.id().brief()
                                    + " dump.archive | mongorestore --archive --oplogReplay");
        }
        return result.isFaithful() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
