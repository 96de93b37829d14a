package io.slipway.backup.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A repository in a folder, laid out as restic does: packs in 256 folders by the first two digits of their names, folders with
 * mode 0700, files with 0400. A file is written under another name, synced, renamed, and its folder synced.
 */
public final class LocalStorage implements Storage {
    private static final AtomicLong TEMPORARY = new AtomicLong();

    private final Path root;

    /** @param root need not exist; what is written first makes it */
    public LocalStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        Path target = root.resolve(file.path());
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path folder = target.resolveSibling(".").normalize();
        if (!Files.isDirectory(folder)) {
            createFolders();
        }
        Path temporary = folder.resolve(
                file.name() + "-tmp-" + ProcessHandle.current().pid() + "-" + TEMPORARY.incrementAndGet());
        try {
            write(temporary, content);
            publish(temporary, target);
            sync(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                InputStream in = content.open()) {
            restrict(temporary, "r--------");
            OutputStream out = Channels.newOutputStream(channel);
            long written = in.transferTo(out);
            if (written != content.length()) {
                throw new IOException(
                        "wrote " + written + " bytes instead of " + content.length() + " into " + temporary);
            }
            channel.force(true);
        }
    }

    /** A hard link fails where there is a file; where the file system has none, looking first has to do. */
    private static void publish(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void createFolders() throws IOException {
        createFolder(root);
        for (String name : new String[] {"keys", "locks", "snapshots", "index", "data"}) {
            createFolder(root.resolve(name));
        }
        for (int i = 0; i < 256; i++) {
            createFolder(root.resolve("data").resolve(HexFormat.of().toHexDigits((byte) i)));
        }
        sync(root.resolve("data"));
        sync(root);
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(folder, "rwx------");
        }
    }

    /** Without complaint where the file system knows no such modes. */
    private static void restrict(Path path, String mode) throws IOException {
        try {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        } catch (UnsupportedOperationException | java.nio.file.AccessDeniedException e) {
            // The file is as safe as everything else on such a file system.
        }
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        Path path = root.resolve(file.path());
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (channel.size() < offset + length) {
                throw new EOFException(
                        path + " has " + channel.size() + " bytes, and " + (offset + length) + " are needed");
            }
            channel.position(offset);
            return new ExactStream(Channels.newInputStream(channel), length, path.toString());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        try {
            return Optional.of(Files.size(root.resolve(file.path())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        switch (type) {
            case CONFIG ->
                length(StoredFile.CONFIG).ifPresent(length -> files.accept(new Listed(StoredFile.CONFIG, length)));
            case PACK -> {
                Path data = root.resolve("data");
                if (Files.isDirectory(data)) {
                    try (DirectoryStream<Path> folders = Files.newDirectoryStream(data)) {
                        for (Path folder : folders) {
                            list(type, folder, files);
                        }
                    }
                }
            }
            case KEY, LOCK, SNAPSHOT, INDEX ->
                list(type, root.resolve(new StoredFile(type, "x").path()).getParent(), files);
        }
    }

    private static void list(FileType type, Path folder, Consumer<Listed> files) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // Anything else is what a killed process left half written.
                if (name.matches("[0-9a-f]{64}")) {
                    try {
                        files.accept(new Listed(
                                new StoredFile(type, name),
                                Files.readAttributes(entry, BasicFileAttributes.class)
                                        .size()));
                    } catch (NoSuchFileException e) {
                        // It was removed while we looked.
                    }
                }
            }
        }
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        Path path = root.resolve(file.path());
        if (Files.deleteIfExists(path)) {
            sync(path.resolveSibling(".").normalize());
        }
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public void close() {}
}
