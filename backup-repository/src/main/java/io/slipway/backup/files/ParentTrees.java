package io.slipway.backup.files;

import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

/** The snapshot before: which of its files need not be read again. */
final class ParentTrees {
    /** How coarse the clock of a file system is; Linux stamps files at ticks of up to 10 ms. */
    private static final Duration TICK = Duration.ofMillis(20);

    private final BlobSource source;
    private final @Nullable StoredSnapshot parent;

    private ParentTrees(BlobSource source, @Nullable StoredSnapshot parent) {
        this.source = source;
        this.parent = parent;
    }

    static ParentTrees of(Repository repository, FileTreeBackupRequest request) throws IOException {
        if (request.readAll()) {
            return new ParentTrees(repository, null);
        }
        if (request.parent() != null) {
            return new ParentTrees(repository, request.parent());
        }
        List<String> paths = request.paths().stream().map(PathBytes::text).toList();
        Optional<StoredSnapshot> newest = repository.snapshots().stream()
                .filter(stored -> stored.snapshot().hostname().equals(request.hostname())
                        && stored.snapshot().paths().equals(paths))
                .max(Comparator.comparing(stored -> stored.snapshot().time()));
        return new ParentTrees(repository, newest.orElse(null));
    }

    @Nullable
    ObjectId id() {
        return parent == null ? null : parent.id();
    }

    /** What was at the root. */
    Tree root() {
        return parent == null ? Tree.EMPTY : load(parent.snapshot().tree());
    }

    /** What was in a directory; nothing if there was none. */
    Tree below(@Nullable Node directory) {
        return directory == null || directory.subtree() == null ? Tree.EMPTY : load(directory.subtree());
    }

    /**
     * Whether a file is the same and all of its content is in the repository. A file that was changed when the snapshot began,
     * or later, may have been changed again without its time telling, and is read once more.
     */
    boolean isUnchanged(@Nullable Node before, FileStat now) {
        if (before == null || parent == null || !before.isFile() || before.content() == null) {
            return false;
        }
        OffsetDateTime settled = parent.snapshot().time().minus(TICK);
        return before.size() == now.size()
                && before.inode() == now.inode()
                && before.times().modified().isEqual(now.modified())
                && before.times().changed().isEqual(now.changed())
                && now.changed().isBefore(settled)
                && isStored(before);
    }

    private boolean isStored(Node file) {
        try {
            for (ObjectId blob : file.blobs()) {
                source.length(BlobType.DATA, blob);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A tree that is gone or damaged only costs reading its files again. */
    private Tree load(ObjectId id) {
        try {
            return Tree.load(source, id);
        } catch (IOException e) {
            return Tree.EMPTY;
        }
    }
}
