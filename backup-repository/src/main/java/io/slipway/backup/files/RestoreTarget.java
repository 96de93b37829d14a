package io.slipway.backup.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory that a restore goes to. Whoever may write there could put a symbolic link in the place of a directory that was
 * just made, and have files written elsewhere. So each way to something beneath is opened without following any link
 * (openat2(2), RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS), and what is done is done beneath what was opened.
 *
 * <p>Where there is no such call (Linux before 5.6, other systems, no native access) plain paths are used: then only links that
 * were there before are seen.
 */
final class RestoreTarget implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int NONE = -1;

    private final Path root;
    private final int descriptor;

    private RestoreTarget(Path root, int descriptor) {
        this.root = root;
        this.descriptor = descriptor;
    }

    /** @param root a directory that is there; a link to one is followed */
    static RestoreTarget open(Path root) {
        return new RestoreTarget(root, descriptor(root));
    }

    private static int descriptor(Path root) {
        if (!NativeAccess.isThere() || !LinuxCalls.canMakeNodes() || !Files.isDirectory(DESCRIPTORS)) {
            return NONE;
        }
        try {
            return LinuxCalls.open(root);
        } catch (LinuxCallException e) {
            return NONE;
        }
    }

    /**
     * The way to what is, or will be, in a directory beneath.
     *
     * @throws LinuxCallException if a link has come to be on it
     */
    Way to(Path file) throws IOException {
        if (descriptor == NONE || file.equals(root)) {
            return new Way(file, NONE);
        }
        int parent = LinuxCalls.openBeneath(descriptor, root.relativize(file.getParent()));
        return new Way(shown(parent).resolve(file.getFileName()), parent);
    }

    /** The way to something that is there and no link. Its path is the thing itself, for calls that follow links. */
    Way itself(Path file) throws IOException {
        if (descriptor == NONE || file.equals(root)) {
            return new Way(file, NONE);
        }
        int opened = LinuxCalls.openBeneath(descriptor, root.relativize(file));
        return new Way(shown(opened), opened);
    }

    @Override
    public void close() {
        if (descriptor != NONE) {
            LinuxCalls.close(descriptor);
        }
    }

    private static Path shown(int opened) {
        return DESCRIPTORS.resolve(Integer.toString(opened));
    }

    /** A path that is good until it is closed. */
    record Way(Path path, int descriptor) implements AutoCloseable {
        @Override
        public void close() {
            if (descriptor != NONE) {
                LinuxCalls.close(descriptor);
            }
        }
    }
}
