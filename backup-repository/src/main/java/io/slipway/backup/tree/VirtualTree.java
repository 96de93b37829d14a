package io.slipway.backup.tree;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.ObjectId;

/**
 * A tree of what is no file system: the dump of a database, the output of a command. Directories come to be as files need
 * them; each is as new as the newest file below it. All files belong to root, and only root may read them.
 */
public final class VirtualTree {
    private final Directory root = new Directory();

    /**
     * Adds a file.
     *
     * @param path with {@code /} between the names, such as {@code mongodb/crm/contacts.bson}; one at the beginning changes
     *     nothing
     * @throws IllegalArgumentException if there is one already, or a name is none
     */
    public VirtualTree file(String path, SavedContent content, Instant modified) {
        List<String> names = TreePath.names(path);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("\"" + path + "\" names no file");
        }
        Directory directory = root;
        for (String name : names.subList(0, names.size() - 1)) {
            directory = directory.directory(name, path);
        }
        directory.add(Node.file(names.getLast(), content, modified), path);
        return this;
    }

    /** Saves all trees and says which is the root. */
    public ObjectId save(BlobSink sink) throws IOException {
        return root.save(sink);
    }

    private static final class Directory {
        private final Map<String, Directory> directories = new TreeMap<>();
        private final Map<String, Node> files = new TreeMap<>();

        Directory directory(String name, String path) {
            if (files.containsKey(name)) {
                throw new IllegalArgumentException("\"" + path + "\" would be below the file " + name);
            }
            return directories.computeIfAbsent(name, key -> new Directory());
        }

        void add(Node file, String path) {
            if (directories.containsKey(file.name()) || files.putIfAbsent(file.name(), file) != null) {
                throw new IllegalArgumentException("\"" + path + "\" is there already");
            }
        }

        ObjectId save(BlobSink sink) throws IOException {
            List<Node> nodes = new ArrayList<>(files.values());
            for (Map.Entry<String, Directory> directory : directories.entrySet()) {
                ObjectId tree = directory.getValue().save(sink);
                nodes.add(Node.directory(
                        directory.getKey(), tree, directory.getValue().modified()));
            }
            return Tree.of(nodes).save(sink);
        }

        Instant modified() {
            Instant newest = Instant.EPOCH;
            for (Node file : files.values()) {
                Instant modified = file.times().modified().toInstant();
                newest = modified.isAfter(newest) ? modified : newest;
            }
            for (Directory directory : directories.values()) {
                Instant modified = directory.modified();
                newest = modified.isAfter(newest) ? modified : newest;
            }
            return newest;
        }
    }
}
