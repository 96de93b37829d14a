package io.slipway.backup.repository.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.pack.PackHeader;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Reads what packs say of themselves. */
public final class PackFiles {
    /** As much of the end as holds the headers of most packs: a second request costs more than some kilobytes. */
    private static final int FIRST_READ = 8 * 1024;

    private final Storage storage;
    private final Sealer sealer;

    public PackFiles(Storage storage, Sealer sealer) {
        this.storage = storage;
        this.sealer = sealer;
    }

    public static StoredFile file(ObjectId pack) {
        return new StoredFile(FileType.PACK, pack.toString());
    }

    /**
     * The blobs of a pack by its own header.
     *
     * @param length of the file
     * @throws DamagedException if there is no header that can be read; it names the pack
     * @throws NoSuchFileException if the pack is gone
     */
    public List<PackedBlob> header(StoredFile pack, long length) throws IOException {
        try {
            if (length < Sealer.OVERHEAD + PackHeader.TRAILER) {
                throw new DamagedException("it has " + length + " bytes, which is too short for a pack");
            }
            byte[] end = read(pack, length - Math.min(length, FIRST_READ), length);
            int sealed = PackHeader.sealedLength(end, end.length - PackHeader.TRAILER, length);
            int from = end.length - PackHeader.TRAILER - sealed;
            byte[] header = from >= 0
                    ? Arrays.copyOfRange(end, from, from + sealed)
                    : read(pack, length - PackHeader.TRAILER - sealed, length - PackHeader.TRAILER);
            return PackHeader.decode(header, sealer, length - PackHeader.TRAILER - sealed);
        } catch (EOFException e) {
            throw new DamagedException("pack " + pack.name() + " is shorter than its storage said", e);
        } catch (DamagedException e) {
            throw new DamagedException("pack " + pack.name() + " is damaged: " + e.getMessage(), e);
        }
    }

    private byte[] read(StoredFile pack, long from, long to) throws IOException {
        try (InputStream in = storage.open(pack, from, to - from)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(to - from));
            if (bytes.length < to - from) {
                throw new EOFException();
            }
            return bytes;
        }
    }
}
