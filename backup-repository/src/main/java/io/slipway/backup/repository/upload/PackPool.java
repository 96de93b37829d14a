package io.slipway.backup.repository.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.pack.OpenPack;
import io.slipway.backup.repository.pack.Segments;

/** The packs of one type that are open, and blobs dealt out to them at random. May be used from many threads. */
final class PackPool {
    private final BlobType type;
    private final int fullAt;
    private final Segments memory;
    private final @Nullable OpenPack[] open;

    PackPool(BlobType type, int packs, int fullAt, Segments memory) {
        this.type = type;
        this.fullAt = fullAt;
        this.memory = memory;
        this.open = new OpenPack[packs];
    }

    /** Adds a sealed blob to a pack; gives the pack if that made it full. */
    @Nullable
    OpenPack add(ObjectId id, byte[] sealed, int length, int uncompressed) {
        int slot = open.length == 1 ? 0 : ThreadLocalRandom.current().nextInt(open.length);
        synchronized (this) {
            OpenPack pack = open[slot];
            if (pack == null) {
                pack = new OpenPack(memory);
                open[slot] = pack;
            }
            pack.add(type, id, sealed, length, uncompressed);
            if (pack.fileLength() < fullAt && !pack.headerIsFull()) {
                return null;
            }
            open[slot] = null;
            return pack;
        }
    }

    /** The packs that are open, which are this pool's no more; as few as they fit into. */
    synchronized List<OpenPack> drain() {
        List<OpenPack> packs = new ArrayList<>();
        for (int slot = 0; slot < open.length; slot++) {
            OpenPack pack = open[slot];
            open[slot] = null;
            if (pack == null) {
                continue;
            }
            if (!packs.isEmpty() && packs.getLast().fileLength() + pack.fileLength() <= fullAt) {
                packs.getLast().absorb(pack);
            } else {
                packs.add(pack);
            }
        }
        return packs;
    }
}
