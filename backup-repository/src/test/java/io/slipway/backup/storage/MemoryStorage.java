package io.slipway.backup.storage;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Keeps files in memory. Closing it loses nothing, so that it can be opened again. */
public final class MemoryStorage implements Storage {
    private final Map<StoredFile, byte[]> files = new ConcurrentHashMap<>();

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        if (files.containsKey(file)) {
            throw new FileAlreadyExistsException(file.path());
        }
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readAllBytes();
        }
        if (bytes.length != content.length()) {
            throw new IOException(file.path() + " was to have " + content.length() + " bytes, got " + bytes.length);
        }
        if (files.putIfAbsent(file, bytes) != null) {
            throw new FileAlreadyExistsException(file.path());
        }
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new NoSuchFileException(file.path());
        }
        if (offset + length > bytes.length) {
            throw new EOFException(file.path() + " has " + bytes.length + " bytes, asked for " + (offset + length));
        }
        return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
    }

    @Override
    public Optional<Long> length(StoredFile file) {
        return Optional.ofNullable(files.get(file)).map(bytes -> (long) bytes.length);
    }

    @Override
    public void list(FileType type, Consumer<Listed> consumer) {
        files.forEach((file, bytes) -> {
            if (file.type() == type) {
                consumer.accept(new Listed(file, bytes.length));
            }
        });
    }

    @Override
    public void delete(StoredFile file) {
        files.remove(file);
    }

    /** Puts a file in place whatever is there: as damage does. */
    public void replace(StoredFile file, byte[] bytes) {
        files.put(file, bytes);
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public void close() {}
}
