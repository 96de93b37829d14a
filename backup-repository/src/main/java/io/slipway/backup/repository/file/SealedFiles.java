package io.slipway.backup.repository.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Reads and writes the JSON files of a repository (restic, doc/design.rst, "Unpacked Data Format"). */
public final class SealedFiles {
    private static final byte COMPRESSED = 2;
    private static final int LEVEL = 3;

    private final Storage storage;
    private final Sealer sealer;
    private final int version;

    /** @param version of the repository's format: 1 knows no compression */
    public SealedFiles(Storage storage, Sealer sealer, int version) {
        this.storage = storage;
        this.sealer = sealer;
        this.version = version;
    }

    /** Writes a file and gives its name. */
    public ObjectId save(FileType type, byte[] json) throws IOException {
        byte[] sealed = sealer.seal(version < 2 || type == FileType.CONFIG ? json : compressed(json));
        ObjectId id = ObjectId.hash(sealed);
        StoredFile file = type == FileType.CONFIG ? StoredFile.CONFIG : new StoredFile(type, id.toString());
        try {
            storage.save(file, Content.of(sealed));
        } catch (FileAlreadyExistsException e) {
            // A name that is the content's hash: an earlier attempt wrote this very file.
            if (type == FileType.CONFIG) {
                throw e;
            }
        }
        return id;
    }

    private static byte[] compressed(byte[] json) {
        byte[] zstd = Zstd.compress(json, LEVEL);
        byte[] out = new byte[zstd.length + 1];
        out[0] = COMPRESSED;
        System.arraycopy(zstd, 0, out, 1, zstd.length);
        return out;
    }

    /** The JSON of a file. */
    public byte[] load(StoredFile file) throws IOException {
        try (InputStream json = open(file)) {
            return json.readAllBytes();
        } catch (DamagedException e) {
            throw e;
        } catch (com.github.luben.zstd.ZstdIOException e) {
            throw new DamagedException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The JSON of a file, decompressed as it is read. Its hash and its authentication code were checked. */
    public InputStream open(StoredFile file) throws IOException {
        byte[] sealed = storage.read(file);
        if (file.type() != FileType.CONFIG && !ObjectId.hash(sealed).toString().equals(file.name())) {
            throw new DamagedException(
                    file.path() + " is damaged: its content does not have the hash that is its name");
        }
        byte[] plain;
        try {
            plain = sealer.open(sealed);
        } catch (DamagedException e) {
            throw new DamagedException(file.path() + " is damaged: " + e.getMessage(), e);
        }
        if (plain.length == 0) {
            throw new DamagedException(file.path() + " is damaged: there is nothing in it");
        }
        return switch (plain[0]) {
            case '{', '[' -> new ByteArrayInputStream(plain);
            case COMPRESSED -> new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(plain, 1, plain.length - 1));
            default ->
                throw new DamagedException(
                        file.path() + " is written in a way that this program does not know, number " + plain[0]);
        };
    }
}
