package io.slipway.backup.repository.upload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.UploadFigures;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.file.Snapshots;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.pack.OpenPack;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.pack.Segments;
import io.slipway.backup.storage.Storage;

/**
 * An upload: whoever saves a blob hashes it; workers compress, encrypt and verify it and put it into a pack; full packs are
 * uploaded. Each stage waits while the next one is behind, so that memory is bounded: the plain text on its way, the open packs
 * and as many packs again as are uploaded at a time.
 */
public final class PackedUpload implements Upload {
    private static final Logger LOG = LoggerFactory.getLogger(PackedUpload.class);

    /** After so many new packs the index is written in between, so that what was uploaded is found after a crash. */
    private static final int PACKS_PER_INDEX = 32;

    private record Key(BlobType type, ObjectId id) {}

    private final UploadGuard guard;
    private final SharedIndex index;
    private final Reliance reliance;
    private final Snapshots snapshots;
    private final Buffers buffers;
    private final PackPool data;
    private final PackPool trees;
    private final PackUploader uploader;
    private final ExecutorService workers;
    private final ThreadLocal<BlobSealer> sealers;
    private final List<BlobSealer> allSealers = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final Set<Key> onTheirWay = ConcurrentHashMap.newKeySet();
    private final FailureLatch failure = new FailureLatch();
    private final Backlog backlog = new Backlog();
    private final AtomicLong dataBlobs = new AtomicLong();
    private final AtomicLong treeBlobs = new AtomicLong();
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong packed = new AtomicLong();
    private boolean closed;

    /** @param compress whether the format knows compression */
    public PackedUpload(
            Storage storage,
            Sealer sealer,
            SharedIndex index,
            Snapshots snapshots,
            UploadOptions options,
            boolean compress,
            UploadGuard guard) {
        this.guard = guard;
        this.index = index;
        this.reliance = new Reliance(storage, index);
        this.snapshots = snapshots;
        this.buffers = new Buffers(options.bytesOnTheirWay());
        int packs = options.openPacks() + 1 + options.connections();
        Segments memory = new Segments((long) packs * options.packBytes());
        this.data = new PackPool(BlobType.DATA, options.openPacks(), options.packBytes(), memory);
        this.trees = new PackPool(BlobType.TREE, 1, options.packBytes(), memory);
        this.uploader =
                new PackUploader(storage, sealer, options.connections(), threads("upload"), failure, this::uploaded);
        this.workers = Executors.newFixedThreadPool(options.workers(), threads("seal"));
        this.sealers = ThreadLocal.withInitial(() -> {
            BlobSealer mine = new BlobSealer(sealer, options.level(), compress, options.verify());
            allSealers.add(mine);
            return mine;
        });
    }

    private static ThreadFactory threads(String purpose) {
        return Thread.ofPlatform().name("backup-" + purpose + "-", 0).daemon().factory();
    }

    @Override
    public ObjectId save(BlobType type, byte[] buffer, int offset, int length) throws IOException {
        failure.check();
        ObjectId id = ObjectId.hash(buffer, offset, length);
        Key key = new Key(type, id);
        if (isThere(type, id) || !onTheirWay.add(key)) {
            return id;
        }
        // It may have come into the index after we looked there, and before we looked among those on their way.
        if (isThere(type, id)) {
            onTheirWay.remove(key);
            return id;
        }
        byte[] copy = take(length);
        System.arraycopy(buffer, offset, copy, 0, length);
        backlog.add();
        workers.execute(() -> process(key, copy, length));
        return id;
    }

    private boolean isThere(BlobType type, ObjectId id) {
        ObjectId pack = index.packOf(type, id);
        if (pack == null) {
            return false;
        }
        reliance.on(pack);
        return true;
    }

    private byte[] take(int length) throws InterruptedIOException {
        try {
            return buffers.take(length);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the upload was interrupted");
    }

    private void process(Key key, byte[] plain, int length) {
        try {
            if (failure.isSet()) {
                return;
            }
            BlobSealer sealer = sealers.get();
            int sealed = sealer.seal(plain, length);
            PackPool pool = key.type() == BlobType.TREE ? trees : data;
            OpenPack full = pool.add(key.id(), sealer.sealed(), sealed, sealer.uncompressed());
            (key.type() == BlobType.TREE ? treeBlobs : dataBlobs).incrementAndGet();
            added.addAndGet(length);
            packed.addAndGet(sealed);
            if (full != null) {
                uploader.upload(full);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            failure.set(e);
        } finally {
            buffers.giveBack(plain);
            backlog.done();
        }
    }

    private void uploaded(ObjectId pack, List<PackedBlob> blobs) {
        reliance.on(pack);
        index.added(pack, blobs);
        for (PackedBlob blob : blobs) {
            onTheirWay.remove(new Key(blob.type(), blob.id()));
        }
        if (index.pending() >= PACKS_PER_INDEX) {
            try {
                index.writePending();
            } catch (IOException e) {
                failure.set(e);
            }
        }
    }

    @Override
    public UploadFigures figures() {
        return new UploadFigures(dataBlobs.get(), treeBlobs.get(), added.get(), packed.get());
    }

    @Override
    public void flush() throws IOException {
        try {
            backlog.await();
            for (PackPool pool : List.of(data, trees)) {
                for (OpenPack pack : pool.drain()) {
                    uploader.upload(pack);
                }
            }
            uploader.await();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        failure.check();
        index.writePending();
    }

    @Override
    public StoredSnapshot finish(Snapshot snapshot) throws IOException {
        flush();
        guard.check();
        reliance.confirm();
        guard.check();
        StoredSnapshot stored = snapshots.save(snapshot);
        // A prune that marked something between the last look and now has not seen this snapshot; one that marks from
        // now on
        // looks for new snapshots after it.
        try {
            reliance.confirm();
        } catch (DamagedException e) {
            snapshots.delete(stored.id());
            throw e;
        }
        return stored;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        // What is on its way is let through, and what was uploaded comes into the index, so that the next upload finds
        // it.
        boolean interrupted = Thread.interrupted();
        try {
            if (!failure.isSet() || index.pending() > 0) {
                keepWhatIsThere();
            }
        } finally {
            workers.shutdown();
            uploader.close();
            allSealers.forEach(BlobSealer::close);
            guard.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void keepWhatIsThere() {
        try {
            backlog.await();
            uploader.await();
            index.writePending();
        } catch (IOException e) {
            LOG.warn("the index of an upload that failed could not be written; the next one looks into the packs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The blobs that workers have not put into a pack yet. */
    private static final class Backlog {
        private long count;

        synchronized void add() {
            count++;
        }

        synchronized void done() {
            count--;
            if (count == 0) {
                notifyAll();
            }
        }

        synchronized void await() throws InterruptedException {
            while (count > 0) {
                wait();
            }
        }
    }
}
