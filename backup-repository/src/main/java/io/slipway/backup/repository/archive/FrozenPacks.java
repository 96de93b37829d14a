package io.slipway.backup.repository.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.index.BlobIndex;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Readiness;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.tree.GlobPattern;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.TreeVisitor;

/** The packs of a repository that cannot be read at once, and what a restore needs of them. */
public final class FrozenPacks {
    private static final Duration KEPT = Duration.ofDays(7);

    private final Storage storage;
    private final BlobIndex index;
    private final BlobSource blobs;

    public FrozenPacks(Storage storage, BlobIndex index, BlobSource blobs) {
        this.storage = storage;
        this.index = index;
        this.blobs = blobs;
    }

    /**
     * What has to be thawed for some snapshots. Nothing is looked at where nothing is frozen.
     *
     * @param include patterns of paths; empty for everything
     * @param ask whether what is frozen is asked for
     */
    public ThawReport thaw(List<StoredSnapshot> snapshots, List<String> include, boolean ask) throws IOException {
        int packs = 0;
        long bytes = 0;
        int asked = 0;
        int underway = 0;
        Duration within = Duration.ZERO;
        for (Listed pack : needed(snapshots, include)) {
            Readiness readiness = storage.readiness(pack.file());
            if (!readiness.isReady()) {
                packs++;
                bytes += pack.length();
                within = readiness.within().compareTo(within) > 0 ? readiness.within() : within;
                if (readiness.state() == Readiness.State.THAWING) {
                    underway++;
                } else if (ask) {
                    storage.thaw(pack.file(), KEPT);
                    asked++;
                }
            }
        }
        return new ThawReport(packs, bytes, asked, underway, within, KEPT);
    }

    private List<Listed> needed(List<StoredSnapshot> snapshots, List<String> include) throws IOException {
        Map<ObjectId, Listed> frozen = new HashMap<>();
        if (storage.canFreeze()) {
            storage.list(FileType.PACK, listed -> {
                if (listed.frozen()) {
                    frozen.put(ObjectId.parse(listed.file().name()), listed);
                }
            });
        }
        if (frozen.isEmpty()) {
            return List.of();
        }
        List<GlobPattern> patterns = include.stream().map(GlobPattern::of).toList();
        Set<ObjectId> needed = new HashSet<>();
        for (StoredSnapshot stored : snapshots) {
            new TreeBrowser(blobs, stored.snapshot().tree()).walk("/", (path, node) -> {
                if (patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(path))) {
                    node.blobs().forEach(blob -> need(blob, frozen.keySet(), needed));
                }
                return TreeVisitor.Next.ON;
            });
        }
        return needed.stream().map(frozen::get).toList();
    }

    /** One copy that can be read is enough. */
    private void need(ObjectId blob, Set<ObjectId> frozen, Set<ObjectId> needed) {
        List<BlobIndex.Location> copies = index.locations(BlobType.DATA, blob);
        if (!copies.isEmpty() && copies.stream().allMatch(copy -> frozen.contains(copy.pack()))) {
            needed.add(copies.getFirst().pack());
        }
    }
}
