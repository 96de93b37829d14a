package io.slipway.backup.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Random;

import io.slipway.backup.tree.FileNames;

import static org.assertj.core.api.Assertions.assertThat;

/** A tree of files with everything that is hard to back up. */
final class NastyTree {
    private static final int LARGE = 3_000_000;

    private static final int BLOCK_DEVICE = 0060000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int FIFO = 0010000;

    private NastyTree() {}

    static void make(Path root) throws IOException {
        Files.createDirectories(root.resolve("plain/deeper"));
        Files.writeString(root.resolve("plain/note.txt"), "a note\n");
        Files.writeString(root.resolve("plain/deeper/empty"), "");
        Files.createDirectory(root.resolve("empty directory"));
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);
        Files.write(root.resolve("large.bin"), large);
        names(root);
        links(root);
        sparse(root.resolve("sparse.img"));
        modes(root);
        specialFiles(root);
        attributes(root);
        times(root);
    }

    private static void names(Path root) throws IOException {
        Path names = Files.createDirectory(root.resolve("names"));
        Files.writeString(names.resolve("ünï 😀"), "text");
        Files.writeString(names.resolve("with\nnewline \"and\" \\backslash\t"), "text");
        Files.writeString(names.resolve("-rf *"), "text");
        Files.writeString(
                PathBytes.child(names, FileNames.of(new byte[] {'l', 'a', 't', (byte) 0xef, 'n'})), "Latin-1");
        Path directory = PathBytes.child(names, FileNames.of(new byte[] {(byte) 0xff, (byte) 0xfe}));
        Files.createDirectory(directory);
        Files.writeString(PathBytes.child(directory, "inside"), "text");
        Files.writeString(names.resolve("x".repeat(255)), "a long name");
    }

    private static void links(Path root) throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("plain/note.txt"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("/nowhere/at all"));
        Files.createSymbolicLink(root.resolve("raw"), PathBytes.path(FileNames.of(new byte[] {'t', (byte) 0xfe})));
        Files.createLink(root.resolve("hard link"), root.resolve("large.bin"));
        Files.createLink(root.resolve("plain/hard link"), root.resolve("large.bin"));
    }

    /** Eight MiB, of which three pages are there. */
    private static void sparse(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap("beginning".getBytes()), 0);
            channel.write(ByteBuffer.wrap("middle".getBytes()), 3 << 20);
            channel.write(ByteBuffer.wrap(new byte[1]), (8 << 20) - 1);
        }
    }

    private static void modes(Path root) throws IOException {
        Path modes = Files.createDirectory(root.resolve("modes"));
        for (int mode : new int[] {0400, 0000, 0777, 04755, 02755, 01644}) {
            Path file = modes.resolve("mode-" + Integer.toOctalString(mode));
            Files.writeString(file, "content");
            Files.setAttribute(file, "unix:mode", mode);
        }
        if (CurrentUser.get().isRoot()) {
            Files.setAttribute(modes.resolve("mode-777"), "unix:uid", 12345);
            Files.setAttribute(modes.resolve("mode-777"), "unix:gid", 54321);
        } else {
            // Nobody else could read it.
            Files.delete(modes.resolve("mode-0"));
        }
        Files.createDirectory(root.resolve("sticky"));
        Files.setAttribute(root.resolve("sticky"), "unix:mode", 01777);
        Path readOnly = Files.createDirectory(root.resolve("read-only"));
        Files.writeString(readOnly.resolve("file"), "content");
        Files.setAttribute(readOnly, "unix:mode", 0555);
    }

    private static void specialFiles(Path root) throws IOException {
        run("mkfifo", root.resolve("fifo").toString());
        LinuxCalls.makeNode(PathBytes.child(root, FileNames.of(new byte[] {'f', (byte) 0xef})), FIFO | 0640, 0);
        if (CurrentUser.get().isRoot()) {
            try {
                LinuxCalls.makeNode(root.resolve("null"), CHARACTER_DEVICE | 0666, 0x103);
                // Major 259, minor 300, which do not fit into a byte.
                LinuxCalls.makeNode(
                        root.resolve("disk"), BLOCK_DEVICE | 0600, 300 & 0xff | 259 << 8 | (300 & ~0xffL) << 12);
            } catch (LinuxCallException e) {
                assertThat(e.errno()).isEqualTo(LinuxCallException.NOT_PERMITTED);
            }
        }
    }

    private static void attributes(Path root) throws IOException {
        Path note = root.resolve("plain/note.txt");
        UserDefinedFileAttributeView view = Files.getFileAttributeView(note, UserDefinedFileAttributeView.class);
        view.write("origin", ByteBuffer.wrap("somewhere".getBytes()));
        view.write("bytes", ByteBuffer.wrap(new byte[] {0, (byte) 0xff}));
        view.write("empty", ByteBuffer.allocate(0));
        Samples.set(note, Samples.ACL, Samples.acl(1234));
        Path shared = Files.createDirectory(root.resolve("shared"));
        Files.writeString(shared.resolve("without an ACL"), "made before the directory had one");
        Samples.set(shared, Samples.DEFAULT_ACL, Samples.acl(4321));
        if (CurrentUser.get().isRoot()) {
            Path program = root.resolve("program");
            Files.writeString(program, "#!/bin/sh");
            Samples.set(program, Samples.CAPABILITY, Samples.capability());
            Samples.set(root.resolve("link"), "trusted.of-a-link", new byte[] {1, 2, 3});
        }
    }

    private static void times(Path root) throws IOException {
        time(root.resolve("large.bin"), "2001-02-03T04:05:06.123456789Z");
        // Java takes 1970 for it.
        run(
                "touch",
                "-d",
                "1969-12-31T23:59:58.5Z",
                root.resolve("plain/note.txt").toString());
        time(root.resolve("sparse.img"), "2100-01-01T00:00:00Z");
        time(root.resolve("dangling"), "2010-01-01T00:00:00.000000001Z");
        time(root.resolve("read-only"), "2011-01-01T00:00:00Z");
        time(root.resolve("plain"), "2012-01-01T00:00:00Z");
    }

    private static void time(Path path, String moment) throws IOException {
        FileTime time = FileTime.from(Instant.parse(moment));
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, time, null);
    }

    static void run(String... command) throws IOException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
