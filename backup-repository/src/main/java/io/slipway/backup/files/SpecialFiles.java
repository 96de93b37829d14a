package io.slipway.backup.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.NodeType;

/** Makes fifos and devices, which Java has no calls for: with those of Linux, or else with the commands of POSIX. */
final class SpecialFiles {
    /** Of {@code st_mode}; inode(7). */
    private static final int BLOCK_DEVICE = 0060000;

    private static final int CHARACTER_DEVICE = 0020000;
    private static final int FIFO = 0010000;
    private static final int PRIVATE = 0600;

    private SpecialFiles() {}

    /** Makes one that only its owner may use. Only root may make a device. */
    static void make(Path path, Node node) throws IOException {
        if (NativeAccess.isThere() && LinuxCalls.canMakeNodes()) {
            int type = switch (node.type()) {
                case DEV -> BLOCK_DEVICE;
                case CHARDEV -> CHARACTER_DEVICE;
                default -> FIFO;
            };
            LinuxCalls.makeNode(path, type | PRIVATE, node.type() == NodeType.FIFO ? 0 : node.device());
            return;
        }
        if (!PathBytes.text(path).equals(path.toString())) {
            throw new IOException("a name that is not text cannot be handed to the command that makes such files");
        }
        List<String> command = new ArrayList<>();
        if (node.type() == NodeType.FIFO) {
            command.addAll(List.of("mkfifo", "-m", "600", path.toString()));
        } else {
            String type = node.type() == NodeType.DEV ? "b" : "c";
            command.addAll(List.of("mknod", "-m", "600", path.toString(), type));
            command.add(Long.toString(major(node.device())));
            command.add(Long.toString(minor(node.device())));
        }
        run(command);
    }

    /** Sets the time of change without opening the file. */
    static void touch(Path path, OffsetDateTime modified) throws IOException {
        run(List.of("touch", "-h", "-d", modified.toString(), path.toString()));
    }

    static void link(Path path, Node node) throws IOException {
        Files.createSymbolicLink(path, PathBytes.path(node.linkTarget() == null ? "" : node.linkTarget()));
    }

    /** As glibc's {@code gnu_dev_major}. */
    private static long major(long device) {
        return device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
    }

    /** As glibc's {@code gnu_dev_minor}. */
    private static long minor(long device) {
        return device & 0xff | device >>> 12 & 0xffffff00L;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while " + command.getFirst() + " ran");
        }
    }
}
