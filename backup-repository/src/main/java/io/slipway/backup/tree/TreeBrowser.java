package io.slipway.backup.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.ObjectId;

/** Looks around in a snapshot. Holds no more than the trees from the root to where it is. */
public final class TreeBrowser {
    private final BlobSource source;
    private final ObjectId root;

    /** @param root the tree of a snapshot, or one below it, which then is what {@code /} means */
    public TreeBrowser(BlobSource source, ObjectId root) {
        this.source = source;
        this.root = root;
    }

    /** What is at a path; empty for the root too, which has no node. */
    public Optional<Node> find(String path) throws IOException {
        Optional<Node> found = Optional.empty();
        ObjectId tree = root;
        for (String name : TreePath.names(path)) {
            if (tree == null) {
                return Optional.empty();
            }
            found = Tree.load(source, tree).find(name);
            if (found.isEmpty()) {
                return found;
            }
            tree = found.get().subtree();
        }
        return found;
    }

    /** @throws NoSuchFileException if there is nothing at that path */
    public Node node(String path) throws IOException {
        return find(path).orElseThrow(() -> new NoSuchFileException(path, null, "not in the snapshot"));
    }

    /**
     * The tree of a directory, {@code /} included.
     *
     * @throws NoSuchFileException if there is no directory at that path
     */
    public ObjectId tree(String path) throws IOException {
        if (TreePath.names(path).isEmpty()) {
            return root;
        }
        Node node = node(path);
        if (node.subtree() == null) {
            throw new NoSuchFileException(path, null, "not a directory");
        }
        return node.subtree();
    }

    /** What a directory contains; of anything else itself alone, as {@code ls} does it. */
    public List<Node> list(String path) throws IOException {
        Optional<Node> node = find(path);
        if (node.isPresent() && node.get().subtree() == null) {
            return List.of(node.get());
        }
        return Tree.load(source, tree(path)).nodes();
    }

    /**
     * Shows everything below a directory, each directory before what it contains, in the order of names.
     *
     * @return whether it was seen to the end
     */
    public boolean walk(String directory, TreeVisitor visitor) throws IOException {
        String path = "/" + String.join("/", TreePath.names(directory));
        return walk(path, tree(directory), visitor);
    }

    /** Everything whose path the pattern means, as {@link GlobPattern} says. */
    public boolean find(GlobPattern pattern, TreeVisitor visitor) throws IOException {
        return walk("/", (path, node) -> {
            if (pattern.matches(path)) {
                return visitor.visit(path, node);
            }
            return pattern.mayMatchBelow(path) ? TreeVisitor.Next.ON : TreeVisitor.Next.PAST;
        });
    }

    /**
     * The content of a file.
     *
     * @throws NoSuchFileException if there is no file at that path
     */
    public InputStream open(String path) throws IOException {
        Node node = node(path);
        return open(path, 0, node.size());
    }

    /** A part of a file; ends earlier where the file does. */
    public InputStream open(String path, long offset, long length) throws IOException {
        Node node = node(path);
        if (!node.isFile()) {
            throw new NoSuchFileException(path, null, "not a file");
        }
        return new BlobStream(source, node.blobs(), offset, length);
    }

    private boolean walk(String directory, ObjectId id, TreeVisitor visitor) throws IOException {
        for (Node node : Tree.load(source, id).nodes()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new java.io.InterruptedIOException("stopped at " + directory);
            }
            String path = TreePath.child(directory, node.name());
            TreeVisitor.Next next = visitor.visit(path, node);
            if (next == TreeVisitor.Next.END) {
                return false;
            }
            if (next == TreeVisitor.Next.ON && node.subtree() != null && !walk(path, node.subtree(), visitor)) {
                return false;
            }
        }
        return true;
    }
}
