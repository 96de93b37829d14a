package io.slipway.backup.repository.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;

/**
 * What stands at the end of a pack: a row for each blob, sealed, and then its sealed length in four bytes (restic,
 * doc/design.rst, "Pack Format"). All numbers are little-endian.
 */
public final class PackHeader {
    /** The length field at the very end. */
    public static final int TRAILER = 4;

    /** restic reads no longer ones. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int PLAIN_ROW = 1 + 4 + ObjectId.BYTES;
    private static final int COMPRESSED_ROW = PLAIN_ROW + 4;
    private static final int TREE = 1;
    private static final int COMPRESSED = 2;

    private PackHeader() {}

    /** How much a blob's row adds to a pack. */
    public static int rowLength(boolean compressed) {
        return compressed ? COMPRESSED_ROW : PLAIN_ROW;
    }

    /** The sealed header with the length behind it. */
    public static byte[] encode(List<PackedBlob> blobs, Sealer sealer) {
        int length = 0;
        for (PackedBlob blob : blobs) {
            length += rowLength(blob.compressed());
        }
        ByteBuffer rows = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (PackedBlob blob : blobs) {
            rows.put((byte) ((blob.type() == BlobType.TREE ? TREE : 0) | (blob.compressed() ? COMPRESSED : 0)));
            rows.putInt(blob.length());
            if (blob.compressed()) {
                rows.putInt(blob.uncompressed());
            }
            rows.put(blob.id().bytes());
        }
        byte[] out = new byte[length + Sealer.OVERHEAD + TRAILER];
        sealer.seal(rows.array(), 0, length, out, 0);
        ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putInt(length + Sealer.OVERHEAD, length + Sealer.OVERHEAD);
        return out;
    }

    /** The length of the sealed header that the last four bytes of a pack tell of. */
    public static int sealedLength(byte[] trailer, int offset, long packLength) throws DamagedException {
        int length = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
        if (length < Sealer.OVERHEAD || length > MOST_BYTES || length > packLength - TRAILER) {
            throw new DamagedException("the length of its header, " + Integer.toUnsignedString(length)
                    + " bytes, is not possible in a file of " + packLength + " bytes");
        }
        return length;
    }

    /**
     * The blobs of a pack.
     *
     * @param dataLength where the header begins, which is where the last blob has to end
     */
    public static List<PackedBlob> decode(byte[] sealed, Sealer sealer, long dataLength) throws DamagedException {
        byte[] plain;
        try {
            plain = sealer.open(sealed);
        } catch (DamagedException e) {
            throw new DamagedException("its header is damaged: " + e.getMessage(), e);
        }
        ByteBuffer rows = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        List<PackedBlob> blobs = new ArrayList<>();
        long offset = 0;
        while (rows.hasRemaining()) {
            int type = rows.get();
            boolean compressed = (type & COMPRESSED) != 0;
            if (type < 0 || type > (TREE | COMPRESSED) || rows.remaining() < rowLength(compressed) - 1) {
                throw new DamagedException("its header has a row that nobody can read");
            }
            int length = rows.getInt();
            int uncompressed = compressed ? rows.getInt() : 0;
            ObjectId id = ObjectId.at(plain, rows.position());
            rows.position(rows.position() + ObjectId.BYTES);
            if (length < Sealer.OVERHEAD || uncompressed < 0) {
                throw new DamagedException("its header has a blob of an impossible length");
            }
            blobs.add(new PackedBlob(
                    (type & TREE) != 0 ? BlobType.TREE : BlobType.DATA, id, offset, length, uncompressed));
            offset += length;
        }
        if (offset != dataLength) {
            throw new DamagedException(
                    "its header tells of " + offset + " bytes of blobs, and there are " + dataLength);
        }
        return blobs;
    }
}
