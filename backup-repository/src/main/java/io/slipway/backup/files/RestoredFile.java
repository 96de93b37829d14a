package io.slipway.backup.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.tree.Node;

/**
 * A file whose blobs come in any order. It is opened for each of them, because thousands may be unfinished at once. A file that
 * replaces another one is written beside it and put in its place when it is whole.
 */
final class RestoredFile {
    private static final int PAGE = 4096;
    private static final byte[] ZEROS = new byte[PAGE];
    private static final Set<PosixFilePermission> PRIVATE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final RestoreTarget target;
    private final Path path;
    private final Node node;
    private final boolean sparse;
    private final boolean replaces;
    private final Path writtenTo;
    private boolean created;
    private volatile boolean endsInHole;
    private int awaited;
    private @Nullable String failure;

    /** @param replaces whether something is there already */
    RestoredFile(RestoreTarget target, Path path, Node node, boolean replaces, boolean sparse) {
        this.target = target;
        this.path = path;
        this.node = node;
        this.sparse = sparse;
        this.replaces = replaces;
        this.writtenTo = replaces
                ? path.resolveSibling(".slipway-restore-" + Long.toHexString(node.inode()) + "-" + System.nanoTime())
                : path;
        this.awaited = node.blobs().size();
    }

    Path path() {
        return path;
    }

    Node node() {
        return node;
    }

    /** Writes a blob; from many threads for different ones. Gives whether it was the last one. */
    boolean write(long offset, byte[] blob) throws IOException {
        try (FileChannel channel = open()) {
            if (sparse) {
                writeSparse(channel, offset, blob);
            } else {
                write(channel, offset, blob, 0, blob.length);
            }
            return oneLess();
        }
    }

    /** A blob will not come. Gives whether it was the last one. */
    synchronized boolean miss(String reason) {
        failure = failure == null ? reason : failure;
        return oneLess();
    }

    synchronized @Nullable String failure() {
        return failure;
    }

    /** Puts the file in its place once all blobs are there. One that lacks some does not replace anything. */
    void finish() throws IOException {
        if (endsInHole || node.blobs().isEmpty()) {
            try (FileChannel channel = open()) {
                if (channel.size() < node.size()) {
                    write(channel, node.size() - 1, ZEROS, 0, 1);
                }
            }
        }
        if (replaces) {
            replace();
        }
    }

    private void replace() throws IOException {
        try (RestoreTarget.Way way = target.to(path)) {
            Path written = way.path().resolveSibling(writtenTo.getFileName());
            if (failure() != null) {
                Files.deleteIfExists(written);
            } else {
                Files.move(written, way.path(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Whether the file was there before and still is, because it could not be replaced. */
    boolean keptOld() {
        return replaces && failure() != null;
    }

    /** Reads the file again; empty if it is what the snapshot says, else what is wrong with it. */
    @Nullable
    String verify(List<Integer> lengths) throws IOException {
        try (RestoreTarget.Way way = target.to(path);
                FileChannel channel =
                        FileChannel.open(way.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() != node.size()) {
                return "has " + channel.size() + " bytes instead of " + node.size();
            }
            long offset = 0;
            for (int i = 0; i < lengths.size(); i++) {
                ByteBuffer blob = ByteBuffer.allocate(lengths.get(i));
                while (blob.hasRemaining() && channel.read(blob) >= 0) {
                    // Until the blob is there.
                }
                ObjectId found = ObjectId.hash(blob.array());
                if (!found.equals(node.blobs().get(i))) {
                    return "is different from what was backed up, from byte " + offset + " on";
                }
                offset += lengths.get(i);
            }
            return null;
        }
    }

    private synchronized boolean oneLess() {
        awaited--;
        return awaited == 0;
    }

    private FileChannel open() throws IOException {
        try (RestoreTarget.Way way = target.to(writtenTo)) {
            synchronized (this) {
                if (!created) {
                    Set<StandardOpenOption> options = EnumSet.of(
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
                    FileChannel channel =
                            FileChannel.open(way.path(), options, PosixFilePermissions.asFileAttribute(PRIVATE));
                    created = true;
                    return channel;
                }
            }
            return FileChannel.open(
                    way.path(), new HashSet<>(Arrays.asList(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)));
        }
    }

    /** Pages of zeros become holes; what is between them is written in one go. */
    private void writeSparse(FileChannel channel, long offset, byte[] blob) throws IOException {
        int start = 0;
        int at = 0;
        while (at < blob.length) {
            int end = Math.min(at + PAGE, blob.length);
            if (Arrays.mismatch(blob, at, end, ZEROS, 0, end - at) < 0) {
                write(channel, offset + start, blob, start, at);
                start = end;
            }
            at = end;
        }
        write(channel, offset + start, blob, start, blob.length);
        if (start == blob.length && offset + start == node.size()) {
            endsInHole = true;
        }
    }

    private static void write(FileChannel channel, long offset, byte[] blob, int from, int to) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(blob, from, to - from);
        long position = offset;
        while (content.hasRemaining()) {
            position += channel.write(content, position);
        }
    }
}
