package io.slipway.backup.repository.graph;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.concurrent.ParallelWork;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

/** Walks through trees, each of them once however often it is found. */
public final class TreeWalk {
    /** What is done with the trees. Called from many threads. */
    public interface Visitor {
        /** @param path where the tree was found first, with {@code /} at its end */
        void tree(ObjectId id, String path, Tree tree) throws IOException;

        /** A tree that cannot be read; what is below it is not found. */
        void unreadable(ObjectId id, String path, IOException failure) throws IOException;
    }

    private final BlobSource blobs;
    private final int threads;
    private final Set<ObjectId> seen = ConcurrentHashMap.newKeySet();

    public TreeWalk(BlobSource blobs, int threads) {
        this.blobs = blobs;
        this.threads = threads;
    }

    /** Walks through a tree and what is below it, except for what an earlier walk of this object has seen. */
    public void walk(ObjectId root, Visitor visitor) throws IOException {
        try (ParallelWork work = new ParallelWork(threads, "backup-walk")) {
            visit(root, "/", visitor, work);
            work.await();
        }
    }

    private void visit(ObjectId id, String path, Visitor visitor, ParallelWork work) {
        if (seen.add(id)) {
            work.add(() -> {
                Tree tree;
                try {
                    tree = Tree.load(blobs, id);
                } catch (java.io.InterruptedIOException | java.nio.channels.ClosedByInterruptException e) {
                    throw e;
                } catch (IOException e) {
                    visitor.unreadable(id, path, e);
                    return;
                }
                visitor.tree(id, path, tree);
                for (Node node : tree.nodes()) {
                    if (node.isDirectory()) {
                        visit(node.tree(), path + node.name() + "/", visitor, work);
                    }
                }
            });
        }
    }

    /** How many trees were seen. */
    public int trees() {
        return seen.size();
    }
}
