package io.slipway.deploy.artifact;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A folder as a tar archive that depends on nothing but names, contents, links and the executable bit, so that the same
 * build has the same digest on every machine.
 */
final class Archive {
    private static final int PLAIN = 0644;
    private static final int EXECUTABLE = 0755;

    private Archive() {}

    /**
     * Writes an archive.
     *
     * @param content a folder, whose entries are archived, or one file; a link to one is followed
     * @throws IOException also when there is something in it that cannot be brought elsewhere: a link that leads out of
     *     it, a socket, a pipe
     */
    static void write(Path content, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new CanonicalTar(out);
        Path real = content.toRealPath();
        if (Files.isDirectory(real)) {
            for (Path path : sorted(real)) {
                add(tar, name(real.relativize(path)), real, path);
            }
        } else {
            add(tar, name(content.getFileName()), real.getParent(), real);
        }
        tar.finish();
        tar.flush();
    }

    private static String name(Path relative) {
        return relative.toString().replace(File.separatorChar, '/');
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, Path root, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            Path to = Files.readSymbolicLink(path);
            if (!Links.stayIn(root, path, to)) {
                throw new IOException("the link " + name + " leads out of the artifact, to " + to);
            }
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(to.toString());
            put(tar, entry);
        } else if (Files.isDirectory(path)) {
            put(tar, new TarArchiveEntry(name + "/"));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(path));
            entry.setMode(mode(path));
            tar.putArchiveEntry(entry);
            Files.copy(path, tar);
            tar.closeArchiveEntry();
        } else {
            throw new IOException(name + " is neither a file nor a folder nor a link; no artifact can hold it");
        }
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
        entry.setMode(EXECUTABLE);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE) ? EXECUTABLE : PLAIN;
    }
}
