package io.slipway.backup.repository.repair;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.DamagedTreeException;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.Tree;

/**
 * Writes trees anew without what is lost: a folder whose tree is lost becomes empty, a file keeps the pieces that are there. Of
 * what is lost it says the path.
 */
public final class SnapshotRepair {
    private final BlobSource source;
    private final BlobSink sink;
    private final Map<ObjectId, ObjectId> rewritten = new HashMap<>();
    private final Map<ObjectId, List<String>> losses = new HashMap<>();

    public SnapshotRepair(BlobSource source, BlobSink sink) {
        this.source = source;
        this.sink = sink;
    }

    /**
     * A tree without what is lost; the same one if nothing is.
     *
     * @param path of it, with {@code /} at its end
     * @param lost is told of every path that lost something
     */
    public ObjectId rewrite(ObjectId tree, String path, List<String> lost) throws IOException {
        ObjectId known = rewritten.get(tree);
        if (known != null) {
            losses.getOrDefault(tree, List.of()).forEach(below -> lost.add(path + below));
            return known;
        }
        List<String> mine = new ArrayList<>();
        ObjectId now = rewriteOnce(tree, mine);
        rewritten.put(tree, now);
        losses.put(tree, mine);
        mine.forEach(below -> lost.add(path + below));
        return now;
    }

    private ObjectId rewriteOnce(ObjectId id, List<String> lost) throws IOException {
        Tree tree;
        try {
            tree = Tree.load(source, id);
        } catch (DamagedException | DamagedTreeException e) {
            lost.add(" and everything below it");
            return Tree.EMPTY.save(sink);
        }
        List<Node> nodes = new ArrayList<>();
        boolean changed = false;
        for (Node node : tree.nodes()) {
            Node now = node;
            if (node.isDirectory()) {
                ObjectId below = rewrite(node.tree(), node.name() + "/", lost);
                now = below.equals(node.tree()) ? node : node.withSubtree(below);
            } else if (node.isFile()) {
                now = file(node, lost);
            }
            changed |= now != node;
            nodes.add(now);
        }
        return changed ? new Tree(nodes).save(sink) : id;
    }

    private Node file(Node node, List<String> lost) throws IOException {
        List<ObjectId> left = new ArrayList<>();
        long bytes = 0;
        for (ObjectId blob : node.blobs()) {
            try {
                bytes += source.length(BlobType.DATA, blob);
                left.add(blob);
            } catch (DamagedException e) {
                // It is in no pack: what is lost is said once for the file.
            }
        }
        if (left.size() == node.blobs().size()) {
            return node;
        }
        lost.add(node.name() + ": " + (node.blobs().size() - left.size()) + " of "
                + node.blobs().size() + " pieces, " + (node.size() - bytes) + " of " + node.size() + " bytes");
        return node.withContent(new SavedContent(left, bytes));
    }
}
