package io.slipway.backup.mongodb.dump;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoClient;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.SnapshotWriter;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;

/**
 * Dumps MongoDB into a repository. How one comes to the server, with which certificate, user and read preference, is the
 * client's business and so its connection string's; without a read preference secondaries are read where there are any.
 */
public final class MongoDump {
    private static final Logger LOG = LoggerFactory.getLogger(MongoDump.class);

    private final MongoClient client;
    private final Repository repository;
    private final Clock clock;

    public MongoDump(MongoClient client, Repository repository, Clock clock) {
        this.client = client;
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * Dumps and writes the snapshot. Interrupting the calling thread ends it without one. Holds a batch of documents and a
     * chunk for each collection that is being read, however long that is.
     *
     * @throws MongoBackupException if the server fails or vanishes, or its oplog is too short: there
     *     is no snapshot then
     */
    public DumpResult run(DumpRequest request, ProgressListener listener) throws IOException {
        try (Upload upload = repository.upload()) {
            ContentSaver saver = ChunkedContentSaver.of(repository, upload);
            Instant started = clock.instant();
            DumpedNamespaces dumped = new DumpedNamespaces(client, request, saver, listener);
            Manifest manifest = dumped.dump(started, clock);
            manifest.remarks()
                    .forEach(remark -> LOG.warn("{}: {}", request.labels().path(), remark));
            StoredSnapshot snapshot =
                    new SnapshotWriter(upload, saver).write(manifest, dumped.saved(), request.labels());
            LOG.info(
                    "Dumped {} documents of {} collections into snapshot {}",
                    manifest.documents(),
                    manifest.namespaces().size(),
                    snapshot.id().brief());
            return new DumpResult(snapshot, manifest, upload.figures());
        } catch (MongoException e) {
            throw lost(e);
        }
    }

    private static IOException lost(MongoException e) {
        return e instanceof MongoInterruptedException
                ? ParallelWork.failure(e)
                : new MongoBackupException(
                        "The server failed or went away: " + e.getMessage()
                                + ". There is no snapshot of this dump; run it again once the server can be reached",
                        e);
    }
}
