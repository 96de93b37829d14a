package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.slipway.backup.tree.Node;

/** Compares what is on the disk with a node. */
final class ExistingFile {
    private ExistingFile() {}

    /** Whether it is a file of the same size and time of change. */
    static boolean isSame(Path path, Node node) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return node.isFile()
                && attributes.isRegularFile()
                && attributes.size() == node.size()
                && attributes
                        .lastModifiedTime()
                        .toInstant()
                        .equals(node.times().modified().toInstant());
    }
}
