package io.slipway.cli.dr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.files.FileTreeRestore;
import io.slipway.backup.files.FileTreeRestoreRequest;
import io.slipway.backup.files.FileTreeRestoreResult;
import io.slipway.backup.files.Problem;
import io.slipway.backup.files.ProgressListener;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.pointintime.ConsistentRestore;
import io.slipway.backup.mongodb.pointintime.ConsistentResult;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.mongodb.restore.RestoreResult;
import io.slipway.backup.mongodb.snapshot.MongoSnapshot;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.restic.ResticRepository;

/**
 * Where a drill restores to: a folder, and a MongoDB server under names of its own.
 *
 * @param controlPlane restores Slipway's own topics
 * @param mongodb connection string; null where there is none, and databases are then read from end to end and compared only
 */
record Scratch(Path folder, @Nullable String mongodb, ControlPlane controlPlane) {
    private static final String SUFFIX = "_drill";
    private static final int PARALLELISM = 4;

    /** Restores one snapshot and compares it with what was backed up; says what was done. */
    String restore(ResticRepository repository, StoredSnapshot stored, Labels labels) throws IOException {
        return switch (labels.kind()) {
            case "mongodb" -> database(stored.id(), MongoSnapshot.open(repository, stored.snapshot()));
            case "kafka" -> controlPlane.restore(stored.id().toString(), folder.resolve(labels.folder()));
            default -> files(repository, stored, labels);
        };
    }

    private String files(ResticRepository repository, StoredSnapshot stored, Labels labels) throws IOException {
        Path target = folder.resolve(labels.folder());
        FileTreeRestoreResult result = new FileTreeRestore(
                        repository,
                        stored.snapshot().tree(),
                        FileTreeRestoreRequest.to(target).verifying())
                .run(ProgressListener.NONE);
        if (!result.isComplete()) {
            throw new IOException(result.problems().first().stream()
                    .filter(problem -> problem.kind().isSerious())
                    .findFirst()
                    .map(Problem::message)
                    .orElse("it is not complete"));
        }
        return result.files() + " files, " + result.bytes() + " bytes, read again and compared, in " + target;
    }

    private String database(ObjectId id, MongoSnapshot snapshot) throws IOException {
        if (mongodb == null) {
            snapshot.check(
                    snapshot.manifest().namespaces(), PARALLELISM, io.slipway.backup.mongodb.ProgressListener.NONE);
            return snapshot.manifest().namespaces().size()
                    + " collections read from end to end and compared; restored into no server, --to-mongodb names one";
        }
        try (MongoClient client = MongoClients.create(mongodb)) {
            RestoreRequest request =
                    RestoreRequest.shadow(NamespaceSelection.ALL, NamespaceMapping.shadowDatabases(SUFFIX));
            ConsistentResult consistent = new ConsistentRestore(client)
                    .run(id, snapshot, request, io.slipway.backup.mongodb.ProgressListener.NONE);
            RestoreResult result = consistent.restored();
            TreeSet<String> databases = result.plan().namespaces().stream()
                    .map(planned -> planned.target().database())
                    .collect(Collectors.toCollection(TreeSet::new));
            databases.forEach(database -> client.getDatabase(database).drop());
            if (!result.isFaithful()) {
                throw new IOException(result.differences().getFirst().toString());
            }
            return result.documents() + " documents and their indexes restored as "
                    + String.join(", ", databases)
                    + (consistent.replayed() ? ", " + consistent.operations() + " operations replayed" : "")
                    + ", compared, and removed again";
        } catch (MongoException e) {
            throw new IOException("the MongoDB server cannot be used: " + e.getMessage(), e);
        }
    }
}
