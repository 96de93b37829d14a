package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import org.bson.RawBsonDocument;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.ParallelWork;
import io.slipway.backup.mongodb.ProgressMeter;
import io.slipway.backup.mongodb.archive.BsonStream;

/**
 * Inserts the documents of collections as the bytes that they are, in batches, several of which are on their way at once. At
 * most so many batches are held as there are to be, for all collections together.
 */
final class DocumentLoader implements AutoCloseable {
    private static final int BATCH_DOCUMENTS = 2000;
    private static final int BATCH_BYTES = 8 << 20;
    private static final InsertManyOptions UNORDERED =
            new InsertManyOptions().ordered(false).bypassDocumentValidation(true);
    private static final InsertManyOptions ORDERED =
            new InsertManyOptions().ordered(true).bypassDocumentValidation(true);

    private final MongoClient client;
    private final ProgressMeter progress;
    private final ExecutorService inserters;
    private final Semaphore batches;

    DocumentLoader(MongoClient client, ProgressMeter progress, int parallelism) {
        this.client = client;
        this.progress = progress;
        this.inserters = Executors.newFixedThreadPool(
                parallelism,
                Thread.ofPlatform().name("mongodb-insert-", 1).daemon().factory());
        this.batches = new Semaphore(parallelism * 2);
    }

    /** Returns when all documents are inserted. */
    void load(PlannedNamespace planned, InputStream in) throws IOException {
        // What was a capped collection keeps its order, and so which documents are its oldest.
        boolean inOrder = planned.metadata().isCapped();
        List<Future<?>> running = new ArrayList<>();
        try {
            BsonStream documents = new BsonStream(in);
            List<RawBsonDocument> batch = new ArrayList<>();
            int bytes = 0;
            while (documents.next()) {
                if (batch.size() == BATCH_DOCUMENTS || bytes + documents.length() > BATCH_BYTES && !batch.isEmpty()) {
                    running.add(submit(planned, batch, bytes, inOrder));
                    await(running, inOrder ? 0 : Integer.MAX_VALUE);
                    batch = new ArrayList<>();
                    bytes = 0;
                }
                batch.add(new RawBsonDocument(Arrays.copyOf(documents.buffer(), documents.length())));
                bytes += documents.length();
            }
            if (!batch.isEmpty()) {
                running.add(submit(planned, batch, bytes, inOrder));
            }
            await(running, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ParallelWork.failure(e);
        } finally {
            running.forEach(future -> future.cancel(true));
        }
    }

    private Future<?> submit(PlannedNamespace planned, List<RawBsonDocument> batch, int bytes, boolean inOrder)
            throws InterruptedException {
        batches.acquire();
        return inserters.submit(() -> {
            try {
                insert(planned, batch, inOrder);
                progress.add(planned.target(), batch.size(), bytes);
            } finally {
                batches.release();
            }
            return null;
        });
    }

    private void insert(PlannedNamespace planned, List<RawBsonDocument> batch, boolean inOrder)
            throws MongoBackupException {
        MongoCollection<RawBsonDocument> collection = client.getDatabase(
                        planned.dataTarget().database())
                .getCollection(planned.dataTarget().collection(), RawBsonDocument.class);
        try {
            collection.insertMany(batch, inOrder ? ORDERED : UNORDERED);
        } catch (MongoBulkWriteException e) {
            throw new MongoBackupException(
                    "The server refused " + e.getWriteErrors().size() + " documents of " + planned.target()
                            + ", such as: "
                            + e.getWriteErrors().stream()
                                    .findFirst()
                                    .map(error -> error.getMessage())
                                    .orElse(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** Waits until so many are left, or fails as soon as one of those that ended failed. */
    private static void await(List<Future<?>> running, int left) throws IOException, InterruptedException {
        try {
            for (int i = 0; i < running.size(); ) {
                if (running.get(i).isDone() || running.size() > left) {
                    running.remove(i).get();
                } else {
                    i++;
                }
            }
        } catch (ExecutionException e) {
            throw ParallelWork.failure(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        inserters.shutdownNow();
        inserters.close();
    }
}
