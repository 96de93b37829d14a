package io.slipway.backup.repository.upload;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.index.MarkedPack;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/**
 * The packs that an upload relies on: those it wrote, and those of earlier backups that had blobs of it. A prune beside it may
 * have marked them as going, because no snapshot needed them yet.
 */
final class Reliance {
    private final Storage storage;
    private final SharedIndex index;
    private final Set<ObjectId> packs = ConcurrentHashMap.newKeySet();

    Reliance(Storage storage, SharedIndex index) {
        this.storage = storage;
        this.index = index;
    }

    void on(ObjectId pack) {
        packs.add(pack);
    }

    /**
     * Takes packs that were marked back into the index.
     *
     * @throws DamagedException if one is gone
     */
    void confirm() throws IOException {
        index.refresh();
        Map<ObjectId, MarkedPack> marked = index.marked();
        for (ObjectId pack : packs) {
            if (!index.blobs().hasPack(pack)) {
                MarkedPack mark = marked.get(pack);
                // A mark may outlive its pack.
                if (mark == null || storage.length(file(pack)).isEmpty()) {
                    throw new DamagedException("pack " + pack + ", which this backup relies on, is no more: "
                            + "something removed it while the backup ran. Run it again");
                }
                index.added(pack, mark.blobs());
            }
        }
        index.writePending();
    }

    private static StoredFile file(ObjectId pack) {
        return new StoredFile(FileType.PACK, pack.toString());
    }
}
