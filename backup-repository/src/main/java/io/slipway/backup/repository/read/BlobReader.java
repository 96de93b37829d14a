package io.slipway.backup.repository.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

import io.slipway.backup.repository.BlobReceiver;
import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.index.BlobIndex.Location;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Reads blobs, decrypts and decompresses them, and compares their hashes. May be used from many threads. */
public final class BlobReader implements BlobSource {
    private final Storage storage;
    private final Sealer sealer;
    private final SharedIndex index;

    public BlobReader(Storage storage, Sealer sealer, SharedIndex index) {
        this.storage = storage;
        this.sealer = sealer;
        this.index = index;
    }

    @Override
    public byte[] load(BlobType type, ObjectId id) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Location location : locations(type, id)) {
            try {
                return load(location);
            } catch (DamagedException | NoSuchFileException | EOFException e) {
                failures.add(e);
            }
        }
        DamagedException failure = new DamagedException(name(type, id) + " cannot be read: "
                + String.join(
                        "; ", failures.stream().map(IOException::getMessage).toList()));
        failures.forEach(failure::addSuppressed);
        throw failure;
    }

    @Override
    public int length(BlobType type, ObjectId id) throws IOException {
        return locations(type, id).getFirst().blob().plainLength();
    }

    @Override
    public void loadAll(BlobType type, Collection<ObjectId> ids, BlobReceiver receiver) throws IOException {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
        new PackOrder(storage, sealer, index, this, type, receiver).load(ids, threads);
    }

    private List<Location> locations(BlobType type, ObjectId id) throws IOException {
        List<Location> locations = index.locations(type, id);
        if (locations.isEmpty()) {
            // Another process may have written it since.
            index.refresh();
            locations = index.locations(type, id);
        }
        if (locations.isEmpty()) {
            throw new DamagedException(name(type, id) + " is in no pack that the index knows");
        }
        return locations;
    }

    /** One copy of a blob. */
    public byte[] load(Location location) throws IOException {
        PackedBlob blob = location.blob();
        byte[] sealed = new byte[blob.length()];
        int found;
        StoredFile pack = new StoredFile(FileType.PACK, location.pack().toString());
        try (InputStream in = storage.open(pack, blob.offset(), blob.length())) {
            found = in.readNBytes(sealed, 0, sealed.length);
        } catch (NoSuchFileException e) {
            throw new DamagedException("pack " + location.pack() + " is missing", e);
        }
        if (found < sealed.length) {
            throw new DamagedException("pack " + location.pack() + " is truncated");
        }
        try {
            return open(sealer, blob, sealed, 0);
        } catch (DamagedException e) {
            throw new DamagedException(
                    "pack " + location.pack() + ", " + blob.length() + " bytes from " + blob.offset() + " on: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * The plain text of a blob from its sealed bytes, which begin at {@code offset}.
     *
     * @throws DamagedException if they are not what was written
     */
    public static byte[] open(Sealer sealer, PackedBlob blob, byte[] sealed, int offset) throws DamagedException {
        if (blob.length() < Sealer.OVERHEAD) {
            throw new DamagedException("the index tells an impossible length");
        }
        byte[] plain = new byte[blob.length() - Sealer.OVERHEAD];
        sealer.open(sealed, offset, blob.length(), plain, 0);
        if (blob.compressed()) {
            byte[] compressed = plain;
            plain = new byte[blob.uncompressed()];
            try {
                long length = Zstd.decompressByteArray(plain, 0, plain.length, compressed, 0, compressed.length);
                if (Zstd.isError(length)) {
                    throw new DamagedException("it cannot be decompressed: " + Zstd.getErrorName(length));
                }
                if (length != plain.length) {
                    throw new DamagedException(
                            "it has " + length + " bytes instead of the " + plain.length + " that the index tells");
                }
            } catch (ZstdException e) {
                throw new DamagedException("it cannot be decompressed: " + e.getMessage(), e);
            }
        }
        if (!ObjectId.hash(plain).equals(blob.id())) {
            throw new DamagedException("its hash is not its name");
        }
        return plain;
    }

    private static String name(BlobType type, ObjectId id) {
        return (type == BlobType.TREE ? "tree " : "data blob ") + id;
    }
}
