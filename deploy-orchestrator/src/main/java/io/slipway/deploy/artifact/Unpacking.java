package io.slipway.deploy.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Brings an archive into an empty folder and nothing outside of it, whatever the archive says: no entry may leave the
 * folder by its name, by a link's target, or by being written through a link that came before it.
 */
final class Unpacking {
    private final Path folder;

    Unpacking(Path folder) {
        this.folder = folder;
    }

    void read(InputStream in) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
        try {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!isFolderItself(entry)) {
                    unpack(tar, entry, target(entry));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not a tar archive: " + e.getMessage(), e);
        }
    }

    private void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Path to = Path.of(entry.getLinkName());
            if (!Links.stayIn(folder, target, to)) {
                throw new IOException("the archive has a link to outside of itself: " + to);
            }
            Files.createSymbolicLink(target, to);
        } else if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (isPlain(entry)) {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } else {
            throw new IOException("the archive has an entry that is no file, folder or link: " + entry.getName());
        }
    }

    /** {@code tar -C dist -c .} begins so. */
    private static boolean isFolderItself(TarArchiveEntry entry) {
        return entry.isDirectory()
                && (entry.getName().equals("./") || entry.getName().equals("."));
    }

    private static boolean isPlain(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private Path target(TarArchiveEntry entry) throws IOException {
        try {
            Path target = folder.resolve(entry.getName()).normalize();
            Path parent = target.getParent();
            if (!target.startsWith(folder) || target.equals(folder) || parent == null) {
                throw new IOException("the archive has an entry outside of itself: " + entry.getName());
            }
            for (Path above = parent; !above.equals(folder); above = above.getParent()) {
                if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException("the archive has an entry behind a link: " + entry.getName());
                }
            }
            Files.createDirectories(parent);
            return target;
        } catch (InvalidPathException e) {
            throw new IOException("the archive has an entry without a usable name", e);
        }
    }
}
