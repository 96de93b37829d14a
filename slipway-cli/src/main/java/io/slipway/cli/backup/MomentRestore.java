package io.slipway.cli.backup;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.pointintime.DumpBases;
import io.slipway.backup.mongodb.pointintime.NotRestorableException;
import io.slipway.backup.mongodb.pointintime.PointInTimeRestore;
import io.slipway.backup.mongodb.pointintime.RecoveryPlan;
import io.slipway.backup.mongodb.pointintime.RecoveryResult;
import io.slipway.backup.mongodb.pointintime.RecoveryTarget;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestorePlan;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;

/** Restores a database as it was at a moment between snapshots, by a dump and the slices of its oplog. */
record MomentRestore(Terminal terminal) {
    /** @param tags of one source, such as {@code application=crm}, {@code source=database} */
    ExitCode run(
            ResticRepository repository,
            String application,
            List<String> tags,
            RestoreOptions options,
            Instant moment,
            String uri)
            throws IOException {
        RestoreRequest request = new RestoreRequest(
                new NamespaceSelection(options.include, List.of()),
                new NamespaceMapping(Map.of(), options.rename, "", ""),
                options.overwrite,
                false,
                true,
                RestoreRequest.DEFAULT_PARALLELISM);
        try (MongoClient client = MongoClients.create(uri)) {
            PointInTimeRestore restore = new PointInTimeRestore(
                    client,
                    new DumpBases(repository, tags),
                    new SliceSnapshots(repository, application, tags, InstantSource.system()));
            RecoveryPlan plan = restore.plan(RecoveryTarget.at(moment));
            String way = "as at " + moment + ", by " + plan.base() + " and "
                    + plan.slices().size() + " slices of the oplog (" + ByteWords.of(plan.bytes()) + ")";
            if (options.dryRun) {
                RestorePlan preview = restore.preview(plan, request);
                terminal.err()
                        .println("would restore " + way
                                + (preview.inTheWay().isEmpty()
                                        ? ""
                                        : "; in the way, and dropped by --overwrite: "
                                                + preview.inTheWay().stream()
                                                        .map(Object::toString)
                                                        .collect(Collectors.joining(", "))));
                return ExitCode.DONE;
            }
            RecoveryResult result;
            try (TransferProgress progress = new TransferProgress(terminal, "restoring", InstantSource.system())) {
                result = restore.restore(plan, request, now -> DatabaseRestore.show(progress, now));
            }
            return tell(result, way);
        } catch (NotRestorableException e) {
            throw new IOException(e.getMessage(), e);
        } catch (MongoException e) {
            throw new IOException("the MongoDB server cannot be used: " + e.getMessage(), e);
        }
    }

    private ExitCode tell(RecoveryResult result, String way) {
        boolean faithful = result.restored().isFaithful();
        result.restored().differences().forEach(difference -> terminal.err().println("✗ " + difference));
        terminal.err()
                .println((faithful ? "✓" : "✗") + (result.resumed() ? " went on and" : "") + " restored "
                        + result.restored().documents() + " documents, "
                        + ByteWords.of(result.restored().bytes()) + " " + way + ", " + result.operations()
                        + " operations replayed, in "
                        + Words.of(result.restored().took()));
        result.restored().remarks().forEach(remark -> terminal.err().println("· " + remark));
        if (result.openTransactions() > 0) {
            terminal.err().println("· " + result.openTransactions() + " transactions were open then and left out");
        }
        return faithful ? ExitCode.DONE : ExitCode.FAILED;
    }
}
