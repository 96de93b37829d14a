package io.slipway.backup.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;

/** The nodes of one directory, sorted by the bytes of their names. Written to bytes exactly as restic does. */
public record Tree(List<Node> nodes) {
    public static final Tree EMPTY = new Tree(List.of());

    /** @throws IllegalArgumentException if a name is there twice, is no name or out of order */
    public Tree {
        nodes = List.copyOf(nodes);
        String last = "";
        for (Node node : nodes) {
            check(node.name());
            if (FileNames.compare(last, node.name()) >= 0) {
                throw new IllegalArgumentException(FileNames.shown(node.name())
                        + " is there twice, or out of order after " + FileNames.shown(last));
            }
            last = node.name();
        }
    }

    /** Of nodes in any order. */
    public static Tree of(List<Node> nodes) {
        List<Node> sorted = new ArrayList<>(nodes);
        sorted.sort((left, right) -> FileNames.compare(left.name(), right.name()));
        return new Tree(sorted);
    }

    /** @throws DamagedTreeException if this is no tree */
    public static Tree parse(byte[] json) throws DamagedTreeException {
        return NodeReader.read(json);
    }

    public static Tree load(BlobSource source, ObjectId id) throws IOException {
        try {
            return parse(source.load(BlobType.TREE, id));
        } catch (DamagedTreeException e) {
            throw new DamagedTreeException("tree " + id + ": " + e.getMessage(), e);
        }
    }

    public ObjectId save(BlobSink sink) throws IOException {
        byte[] bytes = bytes();
        return sink.save(BlobType.TREE, bytes, 0, bytes.length);
    }

    public byte[] bytes() {
        NodeWriter writer = new NodeWriter();
        nodes.forEach(writer::add);
        return writer.finish();
    }

    public Optional<Node> find(String name) {
        int low = 0;
        int high = nodes.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = FileNames.compare(nodes.get(middle).name(), name);
            if (order == 0) {
                return Optional.of(nodes.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** A name that would lead out of its directory must never come to a file system. */
    private static void check(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + FileNames.shown(name) + "\" cannot be the name of a file");
        }
    }
}
