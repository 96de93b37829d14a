package io.slipway.backup.repository.repair;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.read.PackFiles;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;

/**
 * Takes packs into the index that somebody uploaded who died before it was written, so that nothing of it is uploaded again.
 * Packs on their way out are left alone.
 */
public final class Adoption {
    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    private final Storage storage;
    private final PackFiles packs;
    private final SharedIndex index;

    public Adoption(Storage storage, PackFiles packs, SharedIndex index) {
        this.storage = storage;
        this.packs = packs;
        this.index = index;
    }

    /** Looks through the names of all packs; gives how many were adopted. Their index is written with the next upload's. */
    public int adopt() throws IOException {
        Set<ObjectId> marked = index.marked().keySet();
        List<Listed> orphans = new ArrayList<>();
        storage.list(FileType.PACK, listed -> {
            ObjectId id = ObjectId.parse(listed.file().name());
            if (!index.blobs().hasPack(id) && !marked.contains(id)) {
                orphans.add(listed);
            }
        });
        int adopted = 0;
        for (Listed orphan : orphans) {
            try {
                index.added(ObjectId.parse(orphan.file().name()), packs.header(orphan.file(), orphan.length()));
                adopted++;
            } catch (DamagedException e) {
                LOG.warn("a pack that no index knows is of no use: {}", e.getMessage());
            } catch (NoSuchFileException e) {
                LOG.debug("a pack went while it was looked at: {}", e.getMessage());
            }
        }
        if (adopted > 0) {
            LOG.info("{} packs of an upload that did not come to its end are used again", adopted);
        }
        return adopted;
    }
}
