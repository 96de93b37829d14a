package io.slipway.backup.repository.upload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.pack.OpenPack;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.pack.Segments;
import io.slipway.backup.storage.Storage;

/** Puts blobs that are sealed already into new packs. For one thread. */
public final class PackCopier implements AutoCloseable {
    private final FailureLatch failure = new FailureLatch();
    private final Map<ObjectId, List<PackedBlob>> written = new LinkedHashMap<>();
    private final PackPool data;
    private final PackPool trees;
    private final PackUploader uploader;

    public PackCopier(Storage storage, Sealer sealer, UploadOptions options) {
        Segments memory = new Segments((long) (options.connections() + 2) * options.packBytes());
        this.data = new PackPool(BlobType.DATA, 1, options.packBytes(), memory);
        this.trees = new PackPool(BlobType.TREE, 1, options.packBytes(), memory);
        this.uploader = new PackUploader(
                storage,
                sealer,
                options.connections(),
                Thread.ofPlatform().name("backup-copy-", 0).daemon().factory(),
                failure,
                this::uploaded);
    }

    private void uploaded(ObjectId pack, List<PackedBlob> blobs) {
        synchronized (written) {
            written.put(pack, blobs);
        }
    }

    public void add(PackedBlob blob, byte[] sealed) throws IOException {
        failure.check();
        PackPool pool = blob.type() == BlobType.TREE ? trees : data;
        OpenPack full = pool.add(blob.id(), sealed, sealed.length, blob.uncompressed());
        if (full != null) {
            upload(full);
        }
    }

    /** Uploads what is still open, and gives all new packs, which are durable then. No index names them yet. */
    public Map<ObjectId, List<PackedBlob>> finish() throws IOException {
        for (PackPool pool : List.of(data, trees)) {
            for (OpenPack pack : pool.drain()) {
                upload(pack);
            }
        }
        try {
            uploader.await();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        failure.check();
        synchronized (written) {
            return new LinkedHashMap<>(written);
        }
    }

    private void upload(OpenPack pack) throws IOException {
        try {
            uploader.upload(pack);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    @Override
    public void close() {
        uploader.close();
    }
}
