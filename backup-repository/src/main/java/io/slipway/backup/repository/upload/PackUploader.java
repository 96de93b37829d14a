package io.slipway.backup.repository.upload;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.pack.OpenPack;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Uploads packs in the background, a few at a time. */
final class PackUploader implements AutoCloseable {
    private final Storage storage;
    private final Sealer sealer;
    private final BiConsumer<ObjectId, List<PackedBlob>> uploaded;
    private final FailureLatch failure;
    private final ExecutorService threads;
    private final Semaphore room;
    private final int connections;

    /** @param uploaded is told of each pack that is durable */
    PackUploader(
            Storage storage,
            Sealer sealer,
            int connections,
            ThreadFactory factory,
            FailureLatch failure,
            BiConsumer<ObjectId, List<PackedBlob>> uploaded) {
        this.storage = storage;
        this.sealer = sealer;
        this.connections = connections;
        this.failure = failure;
        this.uploaded = uploaded;
        this.threads = Executors.newFixedThreadPool(connections, factory);
        this.room = new Semaphore(connections);
    }

    /** Blocks while enough packs are on their way. */
    void upload(OpenPack pack) throws InterruptedException {
        room.acquire();
        threads.execute(() -> {
            try {
                if (!failure.isSet()) {
                    save(pack);
                }
            } catch (IOException | RuntimeException | Error e) {
                failure.set(e);
            } finally {
                pack.release();
                room.release();
            }
        });
    }

    private void save(OpenPack pack) throws IOException {
        List<PackedBlob> blobs = List.copyOf(pack.blobs());
        pack.finish(sealer);
        ObjectId id = pack.id();
        try {
            storage.save(new StoredFile(FileType.PACK, id.toString()), pack.content());
        } catch (FileAlreadyExistsException e) {
            // A request that was repeated although the first one had succeeded: the name is the content's hash.
        }
        uploaded.accept(id, blobs);
    }

    /** Waits until nothing is on its way. */
    void await() throws InterruptedException {
        room.acquire(connections);
        room.release(connections);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
