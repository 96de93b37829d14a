package io.slipway.deploy.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A folder as a tar archive that depends on nothing but names, contents and the executable bit, so that the same build
 * has the same digest on every machine.
 */
final class Archive {
    private static final int PLAIN = 0644;
    private static final int EXECUTABLE = 0755;

    private Archive() {}

    /** @param content a folder, whose entries are archived, or one file */
    static void write(Path content, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        if (Files.isDirectory(content)) {
            for (Path path : sorted(content)) {
                add(tar, content.relativize(path).toString().replace('\\', '/'), path);
            }
        } else {
            add(tar, content.getFileName().toString(), content);
        }
        tar.finish();
        tar.flush();
    }

    /**
     * Unpacks an archive into a folder.
     *
     * @throws IOException when an entry would land outside of it
     */
    static void read(InputStream in, Path folder) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive has an entry outside of itself: " + entry.getName());
            }
            if (entry.isSymbolicLink()) {
                link(folder, target, entry.getLinkName());
            } else if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(tar, target);
                if ((entry.getMode() & 0100) != 0) {
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    private static void link(Path folder, Path target, String to) throws IOException {
        if (!target.getParent().resolve(to).normalize().startsWith(folder)) {
            throw new IOException("the archive has a link to outside of itself: " + to);
        }
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, Path.of(to));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(path).toString());
            put(tar, entry, EXECUTABLE);
        } else if (Files.isDirectory(path)) {
            put(tar, new TarArchiveEntry(name + "/"), EXECUTABLE);
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(path));
            entry.setMode(mode(path));
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            Files.copy(path, tar);
            tar.closeArchiveEntry();
        }
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode) throws IOException {
        entry.setMode(mode);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE) ? EXECUTABLE : PLAIN;
    }
}
