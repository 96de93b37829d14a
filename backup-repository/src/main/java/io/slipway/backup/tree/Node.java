package io.slipway.backup.tree;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.ObjectId;

/**
 * A file, a directory or something else of a file system (restic, doc/design.rst, "Trees and Data").
 *
 * @param name without its path; bytes that are no UTF-8 as {@link FileNames} has them
 * @param mode see {@link FileMode}
 * @param inode 0 where there is none
 * @param deviceId of the file system; together with {@code inode} it says which files are links to each other; 0 where that
 *     does not matter
 * @param size in bytes; 0 for all but files
 * @param links how many names the inode has; 0 where nobody asked
 * @param linkTarget of a symbolic link, with the bytes of {@link FileNames}
 * @param genericAttributes what only Windows has: name and value in JSON, kept as they are
 * @param device which one a device is, as {@code st_rdev}
 * @param content the blobs of a file; null for all but files
 * @param subtree the tree of a directory; null for all but directories
 * @param error what went wrong while it was backed up; old versions of restic wrote it
 */
public record Node(
        String name,
        NodeType type,
        long mode,
        Times times,
        Owner owner,
        long inode,
        long deviceId,
        long size,
        long links,
        @Nullable String linkTarget,
        List<ExtendedAttribute> extendedAttributes,
        Map<String, String> genericAttributes,
        long device,
        @Nullable List<ObjectId> content,
        @Nullable ObjectId subtree,
        @Nullable String error) {

    /** A file of content that is saved already, owned by root and readable for its owner. */
    public static Node file(String name, SavedContent content, Instant modified) {
        return new Node(
                name,
                NodeType.FILE,
                FileMode.of(NodeType.FILE, 0600),
                Times.of(modified),
                Owner.ROOT,
                0,
                0,
                content.bytes(),
                0,
                null,
                List.of(),
                Map.of(),
                0,
                content.blobs(),
                null,
                null);
    }

    /** A directory whose tree is saved already, owned by root and for its owner alone. */
    public static Node directory(String name, ObjectId subtree, Instant modified) {
        return new Node(
                name,
                NodeType.DIR,
                FileMode.of(NodeType.DIR, 0700),
                Times.of(modified),
                Owner.ROOT,
                0,
                0,
                0,
                0,
                null,
                List.of(),
                Map.of(),
                0,
                null,
                subtree,
                null);
    }

    public boolean isFile() {
        return type == NodeType.FILE;
    }

    public boolean isDirectory() {
        return type == NodeType.DIR;
    }

    /** Whether other names of the same file may be in the snapshot. */
    public boolean isHardLinked() {
        return links > 1 && inode != 0 && type != NodeType.DIR;
    }

    /** The blobs of a file; empty for everything else. */
    public List<ObjectId> blobs() {
        return content == null ? List.of() : content;
    }

    /**
     * The tree of a directory.
     *
     * @throws IllegalStateException if this is none
     */
    public ObjectId tree() {
        if (subtree == null) {
            throw new IllegalStateException(FileNames.shown(name) + " is not a directory");
        }
        return subtree;
    }

    public Node withName(String newName) {
        return with(newName, size, content, subtree);
    }

    public Node withContent(SavedContent saved) {
        return with(name, saved.bytes(), saved.blobs(), subtree);
    }

    public Node withSubtree(ObjectId tree) {
        return with(name, size, content, tree);
    }

    /** Whether everything but the content, the tree below and their size is the same. */
    public boolean sameMetadata(Node other) {
        return type == other.type
                && mode == other.mode
                && times.equals(other.times)
                && owner.equals(other.owner)
                && inode == other.inode
                && deviceId == other.deviceId
                && links == other.links
                && device == other.device
                && Objects.equals(linkTarget, other.linkTarget)
                && extendedAttributes.equals(other.extendedAttributes)
                && genericAttributes.equals(other.genericAttributes);
    }

    private Node with(
            String newName, long newSize, @Nullable List<ObjectId> newContent, @Nullable ObjectId newSubtree) {
        return new Node(
                newName,
                type,
                mode,
                times,
                owner,
                inode,
                deviceId,
                newSize,
                links,
                linkTarget,
                extendedAttributes,
                genericAttributes,
                device,
                newContent,
                newSubtree,
                error);
    }
}
