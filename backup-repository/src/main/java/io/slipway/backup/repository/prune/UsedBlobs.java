package io.slipway.backup.repository.prune;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.graph.TreeWalk;
import io.slipway.backup.repository.index.BlobIndex;
import io.slipway.backup.repository.index.MarkedPack;
import io.slipway.backup.tree.Tree;

/** The blobs that snapshots need, one copy of each, and the packs on their way out that have one which nothing else has. */
final class UsedBlobs implements TreeWalk.Visitor {
    private final BlobIndex index;
    private final BlobIndex outgoing = new BlobIndex();
    private final Set<ObjectId> present;
    private final TreeWalk walk;
    private final BitSet entries = new BitSet();
    private final Set<ObjectId> rescued = new HashSet<>();
    private String snapshot = "";

    /** @param present the packs that are in the storage: a copy elsewhere is none */
    UsedBlobs(BlobIndex index, Map<ObjectId, MarkedPack> marked, Set<ObjectId> present, BlobSource blobs, int threads) {
        this.index = index;
        this.present = present;
        this.walk = new TreeWalk(blobs, threads);
        marked.values().forEach(pack -> outgoing.add(pack.pack(), pack.blobs()));
    }

    /**
     * Adds what a snapshot needs.
     *
     * @throws DamagedException if something of it cannot be found: nothing may be removed then
     */
    void add(StoredSnapshot stored) throws IOException {
        snapshot = stored.id().brief();
        use(BlobType.TREE, stored.snapshot().tree(), "/");
        walk.walk(stored.snapshot().tree(), this);
    }

    @Override
    public void tree(ObjectId id, String path, Tree tree) throws IOException {
        for (io.slipway.backup.tree.Node node : tree.nodes()) {
            if (node.isDirectory()) {
                use(BlobType.TREE, node.tree(), path + node.name());
            }
            for (ObjectId blob : node.blobs()) {
                use(BlobType.DATA, blob, path + node.name());
            }
        }
    }

    @Override
    public void unreadable(ObjectId id, String path, IOException failure) throws IOException {
        throw new DamagedException(
                "folder " + path + " of snapshot " + snapshot
                        + " cannot be read, so that nothing is removed: repair the " + "repository first: "
                        + failure.getMessage(),
                failure);
    }

    private synchronized void use(BlobType type, ObjectId id, String path) throws DamagedException {
        int[] copies = index.entries(type, id);
        for (int copy : copies) {
            if (entries.get(copy)) {
                return;
            }
        }
        for (int copy : copies) {
            if (present.contains(index.packOf(copy))) {
                entries.set(copy);
                return;
            }
        }
        ObjectId going = rescue(type, id);
        if (going == null) {
            throw new DamagedException(path + " of snapshot " + snapshot + " needs blob " + id
                    + ", which is in no pack, so that nothing is removed: repair the repository first");
        }
    }

    private @Nullable ObjectId rescue(BlobType type, ObjectId id) {
        @Nullable ObjectId found = null;
        for (BlobIndex.Location location : outgoing.locations(type, id)) {
            if (rescued.contains(location.pack())) {
                return location.pack();
            }
            if (found == null && present.contains(location.pack())) {
                found = location.pack();
            }
        }
        if (found != null) {
            rescued.add(found);
        }
        return found;
    }

    /** The numbers of the index's entries that are needed. */
    synchronized boolean needs(int entry) {
        return entries.get(entry);
    }

    /** The packs that have to come back. */
    synchronized Set<ObjectId> rescued() {
        return Set.copyOf(rescued);
    }
}
