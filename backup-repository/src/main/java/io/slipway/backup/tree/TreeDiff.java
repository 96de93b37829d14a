package io.slipway.backup.tree;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.ObjectId;

/**
 * What is different between two snapshots. Directories with the same tree are not looked into, and no more than the trees
 * from the root to where it is are held.
 */
public final class TreeDiff {
    private final BlobSource source;
    private final Consumer<TreeChange> changes;

    private TreeDiff(BlobSource source, Consumer<TreeChange> changes) {
        this.source = source;
        this.changes = changes;
    }

    /**
     * Tells all differences, in the order of paths, a directory before what is in it.
     *
     * @param before the tree of the older snapshot
     * @param after the tree of the newer one
     */
    public static void compare(BlobSource source, ObjectId before, ObjectId after, Consumer<TreeChange> changes)
            throws IOException {
        if (!before.equals(after)) {
            new TreeDiff(source, changes).compare("/", Tree.load(source, before), Tree.load(source, after));
        }
    }

    private void compare(String directory, Tree before, Tree after) throws IOException {
        Iterator<Node> olds = before.nodes().iterator();
        Iterator<Node> news = after.nodes().iterator();
        Node old = next(olds);
        Node current = next(news);
        while (old != null || current != null) {
            int order = old == null ? 1 : current == null ? -1 : FileNames.compare(old.name(), current.name());
            if (order < 0) {
                all(directory, Objects.requireNonNull(old), TreeChange.Kind.REMOVED);
            } else if (order > 0) {
                all(directory, Objects.requireNonNull(current), TreeChange.Kind.ADDED);
            } else {
                compare(directory, Objects.requireNonNull(old), Objects.requireNonNull(current));
            }
            old = order <= 0 ? next(olds) : old;
            current = order >= 0 ? next(news) : current;
        }
    }

    private void compare(String directory, Node before, Node after) throws IOException {
        String path = TreePath.child(directory, after.name());
        if (before.type() != after.type()) {
            changes.accept(new TreeChange(TreeChange.Kind.TYPE, path, before, after));
        } else if (!before.blobs().equals(after.blobs())) {
            changes.accept(new TreeChange(TreeChange.Kind.CONTENT, path, before, after));
        } else if (!before.sameMetadata(after)) {
            changes.accept(new TreeChange(TreeChange.Kind.METADATA, path, before, after));
        }
        ObjectId left = before.subtree();
        ObjectId right = after.subtree();
        if (left != null && right != null) {
            if (!left.equals(right)) {
                compare(path, Tree.load(source, left), Tree.load(source, right));
            }
        } else if (left != null) {
            everything(path, left, TreeChange.Kind.REMOVED);
        } else if (right != null) {
            everything(path, right, TreeChange.Kind.ADDED);
        }
    }

    private void everything(String path, ObjectId tree, TreeChange.Kind kind) throws IOException {
        List<Node> nodes = Tree.load(source, tree).nodes();
        for (Node node : nodes) {
            all(path, node, kind);
        }
    }

    private void all(String directory, Node node, TreeChange.Kind kind) throws IOException {
        String path = TreePath.child(directory, node.name());
        boolean removed = kind == TreeChange.Kind.REMOVED;
        changes.accept(new TreeChange(kind, path, removed ? node : null, removed ? null : node));
        if (node.subtree() != null) {
            everything(path, node.subtree(), kind);
        }
    }

    private static @Nullable Node next(Iterator<Node> nodes) {
        return nodes.hasNext() ? nodes.next() : null;
    }
}
