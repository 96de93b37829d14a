package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything the standalone keeps: one process at a time, readable by its owner only, and marked
 * with the version of its layout, so that an older Slipway refuses what a newer one wrote.
 */
final class DataFolder implements AutoCloseable {
    /** The layout this version reads and writes. */
    static final String LAYOUT = "1";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder, which is made when it is not there, until {@link #close()} or the end of the process.
     *
     * @throws StartRefusedException when another process has it, or its layout is not ours
     */
    static DataFolder open(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            }
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StartRefusedException("another Slipway is running on the data folder " + folder
                        + "; stop it (slipway down) or choose another folder with SLIPWAY_DATA");
            }
            checkLayout(folder);
            return new DataFolder(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the data folder " + folder, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the data folder " + path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void checkLayout(Path folder) throws IOException {
        Path marker = folder.resolve("layout");
        if (!Files.exists(marker)) {
            Files.writeString(marker, LAYOUT + "\n");
            return;
        }
        String layout = Files.readString(marker).strip();
        if (!layout.equals(LAYOUT)) {
            throw new StartRefusedException("the data folder " + folder + " has layout " + layout
                    + ", this Slipway reads layout " + LAYOUT + "; start the Slipway that wrote it");
        }
    }
}
