package io.slipway.backup.repository.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.backup.repository.BlobReceiver;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.concurrent.ParallelWork;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.index.BlobIndex.Location;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.Storage;

/**
 * Loads many blobs pack by pack, those that lie near each other with one request. What is damaged in one pack is looked for in
 * others.
 */
final class PackOrder {
    /** Reading over so many bytes is cheaper than another request. */
    private static final int GAP = 256 << 10;

    /** At most so much at once for each thread; a single blob may be longer. */
    private static final int REQUEST = 4 << 20;

    private final Storage storage;
    private final Sealer sealer;
    private final SharedIndex index;
    private final BlobSource single;
    private final BlobType type;
    private final BlobReceiver receiver;

    PackOrder(
            Storage storage,
            Sealer sealer,
            SharedIndex index,
            BlobSource single,
            BlobType type,
            BlobReceiver receiver) {
        this.storage = storage;
        this.sealer = sealer;
        this.index = index;
        this.single = single;
        this.type = type;
        this.receiver = receiver;
    }

    void load(Collection<ObjectId> ids, int threads) throws IOException {
        Map<ObjectId, List<PackedBlob>> packs = new HashMap<>();
        Set<ObjectId> seen = new HashSet<>();
        for (ObjectId id : ids) {
            if (seen.add(id)) {
                List<Location> locations = index.locations(type, id);
                if (locations.isEmpty()) {
                    alone(id);
                } else {
                    Location first = locations.getFirst();
                    packs.computeIfAbsent(first.pack(), pack -> new ArrayList<>())
                            .add(first.blob());
                }
            }
        }
        try (ParallelWork work = new ParallelWork(threads, "backup-load")) {
            packs.forEach((pack, blobs) -> work.add(() -> pack(pack, blobs)));
            work.await();
        }
    }

    private void pack(ObjectId pack, List<PackedBlob> blobs) throws IOException {
        blobs.sort(Comparator.comparingLong(PackedBlob::offset));
        byte[] buffer = new byte[0];
        int from = 0;
        for (int to = 1; to <= blobs.size(); to++) {
            if (to == blobs.size() || !fits(blobs.get(from), blobs.get(to - 1), blobs.get(to))) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while reading pack " + pack);
                }
                List<PackedBlob> near = blobs.subList(from, to);
                int length = length(near);
                buffer = buffer.length >= length ? buffer : new byte[length];
                range(pack, near, buffer);
                from = to;
            }
        }
    }

    private static boolean fits(PackedBlob first, PackedBlob last, PackedBlob next) {
        return next.offset() - last.offset() - last.length() <= GAP
                && next.offset() + next.length() - first.offset() <= REQUEST;
    }

    private static int length(List<PackedBlob> near) {
        return Math.toIntExact(near.getLast().offset()
                + near.getLast().length()
                - near.getFirst().offset());
    }

    private void range(ObjectId pack, List<PackedBlob> blobs, byte[] sealed) throws IOException {
        long offset = blobs.getFirst().offset();
        int length = length(blobs);
        boolean whole;
        try (InputStream in = storage.open(PackFiles.file(pack), offset, length)) {
            whole = in.readNBytes(sealed, 0, length) == length;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            // Whatever is wrong with this request, each blob is asked for alone, and then says what it is.
            whole = false;
        }
        for (PackedBlob blob : blobs) {
            byte[] plain = null;
            if (whole) {
                try {
                    plain = BlobReader.open(sealer, blob, sealed, Math.toIntExact(blob.offset() - offset));
                } catch (DamagedException e) {
                    plain = null;
                }
            }
            if (plain == null) {
                alone(blob.id());
            } else {
                receiver.take(blob.id(), plain);
            }
        }
    }

    private void alone(ObjectId id) throws IOException {
        byte[] plain;
        try {
            plain = single.load(type, id);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            receiver.miss(id, e);
            return;
        }
        receiver.take(id, plain);
    }
}
