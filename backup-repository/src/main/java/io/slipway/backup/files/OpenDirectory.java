package io.slipway.backup.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

/**
 * A directory whose files are still being read. Whoever adds the last node saves its tree and adds it to the one above, so
 * that nobody waits for a directory.
 */
final class OpenDirectory {
    private final @Nullable OpenDirectory above;
    private final @Nullable Node node;
    private final @Nullable Node before;
    private final BlobSink sink;
    private final BackupCounts counts;
    private final List<Node> nodes = new ArrayList<>();
    private int awaited = 1;
    private @Nullable ObjectId tree;

    /**
     * @param above null for the root of a snapshot
     * @param node the directory itself without its tree; null for the root
     * @param before the same directory in the snapshot before
     */
    OpenDirectory(
            @Nullable OpenDirectory above,
            @Nullable Node node,
            @Nullable Node before,
            BlobSink sink,
            BackupCounts counts) {
        this.above = above;
        this.node = node;
        this.before = before;
        this.sink = sink;
        this.counts = counts;
    }

    /** Says that there will be one more call of {@link #add} or {@link #withdraw}. */
    synchronized void expect() {
        awaited++;
    }

    void add(Node child) throws IOException {
        synchronized (this) {
            nodes.add(child);
        }
        withdraw();
    }

    /** Nothing comes of what was expected, or all that there is has been expected. */
    void withdraw() throws IOException {
        synchronized (this) {
            if (--awaited > 0) {
                return;
            }
        }
        ObjectId saved = Tree.of(nodes).save(sink);
        synchronized (this) {
            tree = saved;
        }
        if (above != null && node != null) {
            Node whole = node.withSubtree(saved);
            counts.directory(before, whole);
            above.add(whole);
        }
    }

    /** The tree, once everything is added. */
    synchronized ObjectId tree() {
        if (tree == null) {
            throw new IllegalStateException("something in the directory was never added");
        }
        return tree;
    }
}
