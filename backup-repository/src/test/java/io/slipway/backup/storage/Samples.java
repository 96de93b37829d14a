package io.slipway.backup.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.slipway.backup.repository.ObjectId;

/** Files as a repository has them: named by the hash of what is in them. */
public record Samples(byte[] bytes) {
    /** The same for the same seed. */
    public static Samples random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return new Samples(bytes);
    }

    public StoredFile as(FileType type) {
        return type == FileType.CONFIG
                ? StoredFile.CONFIG
                : new StoredFile(type, ObjectId.hash(bytes).toString());
    }

    public Content content() {
        return Content.of(bytes);
    }

    public StoredFile saveTo(Storage storage, FileType type) throws IOException {
        storage.save(as(type), content());
        return as(type);
    }

    public static byte[] part(Storage storage, StoredFile file, long offset, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = storage.open(file, offset, length)) {
            in.transferTo(bytes);
        }
        return bytes.toByteArray();
    }

    public static List<Listed> list(Storage storage, FileType type) throws IOException {
        List<Listed> found = new ArrayList<>();
        storage.list(type, found::add);
        return found;
    }
}
