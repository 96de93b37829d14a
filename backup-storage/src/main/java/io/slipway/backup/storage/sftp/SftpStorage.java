package io.slipway.backup.storage.sftp;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ExactStream;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.ObjectNames;

/**
 * The files of a repository in a folder on another host, in restic's layout. A file is written under another name, synced where
 * the server can (fsync@openssh.com), and renamed; the renaming of protocol version 3 fails if there is a file already.
 * Requests are not repeated here: see {@link io.slipway.backup.storage.RetryingStorage}.
 */
public final class SftpStorage implements Storage {
    private static final int BUFFER = 256 * 1024;

    private final SftpSettings settings;
    private final SftpConnections connections;

    public SftpStorage(SftpSettings settings) {
        this.settings = settings;
        this.connections = new SftpConnections(settings);
    }

    /**
     * Signs in, so that a wrong host or key is found before there is something to lose.
     *
     * @throws StorageRefusedException if the host is not the known one, or does not know the user
     */
    public SftpStorage checked() throws IOException {
        try {
            call("signing in", "", SftpClient::getVersion);
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        call("writing " + file.path(), file.path(), client -> {
            String target = path(file.path());
            if (size(client, target).isPresent()) {
                throw new FileAlreadyExistsException(file.path());
            }
            String temporary = target + "-tmp-" + UUID.randomUUID();
            try {
                write(client, temporary, content);
                sync(client, temporary);
                publish(client, temporary, target, file);
            } catch (IOException e) {
                remove(client, temporary);
                throw SftpFailure.isMissing(e) ? folderless(file, e) : e;
            }
            return file;
        });
    }

    private IOException folderless(StoredFile file, IOException failure) {
        return new StorageRefusedException(
                "writing " + file.path() + " in " + location() + " failed: its folder is not there and cannot be made ("
                        + failure.getMessage() + "): is a file in its way?",
                failure);
    }

    private void write(SftpClient client, String temporary, Content content) throws IOException {
        var modes = EnumSet.of(SftpClient.OpenMode.Create, SftpClient.OpenMode.Exclusive, SftpClient.OpenMode.Write);
        try (InputStream in = new ExactStream(content.open(), content.length(), "what is to be sent")) {
            OutputStream opened;
            try {
                opened = client.write(temporary, modes);
            } catch (IOException e) {
                if (!SftpFailure.isMissing(e)) {
                    throw e;
                }
                createFolders(client, temporary.substring(0, temporary.lastIndexOf('/')));
                opened = client.write(temporary, modes);
            }
            try (OutputStream out = opened) {
                in.transferTo(out);
            }
        }
    }

    private static void createFolders(SftpClient client, String folder) throws IOException {
        int slash = folder.lastIndexOf('/');
        if (slash > 0) {
            String parent = folder.substring(0, slash);
            if (size(client, parent).isEmpty()) {
                createFolders(client, parent);
            }
        }
        try {
            client.mkdir(folder);
        } catch (IOException e) {
            // Somebody else may have been faster.
            if (size(client, folder).isEmpty()) {
                throw e;
            }
        }
    }

    private static void sync(SftpClient client, String temporary) throws IOException {
        OpenSSHFsyncExtension fsync = client.getExtension(OpenSSHFsyncExtension.class);
        if (fsync != null && fsync.isSupported()) {
            try (SftpClient.CloseableHandle handle = client.open(temporary, SftpClient.OpenMode.Write)) {
                fsync.fsync(handle);
            }
        }
    }

    private static void publish(SftpClient client, String temporary, String target, StoredFile file)
            throws IOException {
        try {
            client.rename(temporary, target);
        } catch (IOException e) {
            if (size(client, target).isPresent()) {
                throw new FileAlreadyExistsException(file.path());
            }
            throw e;
        }
    }

    private static void remove(SftpClient client, String path) {
        try {
            client.remove(path);
        } catch (IOException _) {
            // It may not be there, or the connection is broken: nobody reads files of such names.
        }
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        SftpClient client = connections.take();
        try {
            String path = path(file.path());
            long size = size(client, path).orElseThrow(() -> new NoSuchFileException(file.path()));
            if (offset + length > size) {
                throw new EOFException(file.path() + " has " + size + " bytes, asked for " + (offset + length));
            }
            InputStream stream = client.read(path, BUFFER);
            stream.skipNBytes(offset);
            return new Download(client, new ExactStream(stream, length, file.path()));
        } catch (EOFException | NoSuchFileException e) {
            connections.giveBack(client);
            throw e;
        } catch (IOException e) {
            client.close();
            throw SftpFailure.of(settings, "reading " + file.path(), file.path(), e);
        }
    }

    /** Gives its channel back when it is closed. */
    private final class Download extends FilterInputStream {
        private final SftpClient client;
        private boolean open = true;

        Download(SftpClient client, InputStream stream) {
            super(stream);
            this.client = client;
        }

        @Override
        public void close() throws IOException {
            if (open) {
                open = false;
                super.close();
                connections.giveBack(client);
            }
        }
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        return call("asking for " + file.path(), file.path(), client -> size(client, path(file.path())));
    }

    private static Optional<Long> size(SftpClient client, String path) throws IOException {
        try {
            return Optional.of(client.stat(path).getSize());
        } catch (IOException e) {
            if (SftpFailure.isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        if (type == FileType.CONFIG) {
            length(StoredFile.CONFIG).ifPresent(length -> files.accept(new Listed(StoredFile.CONFIG, length)));
            return;
        }
        String folder = new ObjectNames("").folder(type);
        call("listing " + folder, folder, client -> {
            String path = path(folder.substring(0, folder.length() - 1));
            list(client, path, type, files);
            return type;
        });
    }

    private static void list(SftpClient client, String folder, FileType type, Consumer<Listed> files)
            throws IOException {
        if (size(client, folder).isEmpty()) {
            return;
        }
        for (SftpClient.DirEntry entry : client.readDir(folder)) {
            String name = entry.getFilename();
            if (entry.getAttributes().isDirectory()) {
                if (type == FileType.PACK && name.matches("[0-9a-f]{2}")) {
                    list(client, folder + "/" + name, type, files);
                }
            } else {
                long size = entry.getAttributes().getSize();
                ObjectNames.file(type, name).ifPresent(file -> files.accept(new Listed(file, size)));
            }
        }
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        call("deleting " + file.path(), file.path(), client -> {
            try {
                client.remove(path(file.path()));
            } catch (IOException e) {
                if (!SftpFailure.isMissing(e)) {
                    throw e;
                }
            }
            return file;
        });
    }

    private String path(String name) {
        return settings.folder().isEmpty() ? name : settings.folder() + "/" + name;
    }

    private interface Request<T> {
        T send(SftpClient client) throws IOException;
    }

    private <T> T call(String what, String path, Request<T> request) throws IOException {
        SftpClient client = connections.take();
        try {
            T result = request.send(client);
            connections.giveBack(client);
            return result;
        } catch (FileAlreadyExistsException e) {
            connections.giveBack(client);
            throw e;
        } catch (IOException e) {
            client.close();
            throw SftpFailure.of(settings, what, path, e);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    @Override
    public String location() {
        return settings.location();
    }

    @Override
    public void close() {
        connections.close();
    }
}
