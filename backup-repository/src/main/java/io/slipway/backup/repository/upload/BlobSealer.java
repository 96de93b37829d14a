package io.slipway.backup.repository.upload;

import java.util.Arrays;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.crypto.Sealer;

/** Compresses and encrypts blobs, one after the other: a thread has one, with its own memory. */
final class BlobSealer implements AutoCloseable {
    private final Sealer sealer;
    private final boolean compress;
    private final boolean verify;
    private final ZstdCompressCtx compressor;
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private byte[] compressed = new byte[0];
    private byte[] sealed = new byte[0];
    private byte[] opened = new byte[0];
    private byte[] restored = new byte[0];
    private int uncompressed;

    BlobSealer(Sealer sealer, int level, boolean compress, boolean verify) {
        this.sealer = sealer;
        this.compress = compress;
        this.verify = verify;
        this.compressor = new ZstdCompressCtx().setLevel(level).setChecksum(false);
    }

    /** Seals a blob into {@link #sealed()}, and gives the length. */
    int seal(byte[] plain, int length) throws DamagedException {
        byte[] from = plain;
        int count = length;
        uncompressed = 0;
        if (compress && length > 0) {
            compressed = atLeast(compressed, (int) Zstd.compressBound(length));
            int shorter = compressor.compressByteArray(compressed, 0, compressed.length, plain, 0, length);
            if (shorter < length) {
                from = compressed;
                count = shorter;
                uncompressed = length;
            }
        }
        sealed = atLeast(sealed, count + Sealer.OVERHEAD);
        sealer.seal(from, 0, count, sealed, 0);
        if (verify) {
            verify(plain, length, count);
        }
        return count + Sealer.OVERHEAD;
    }

    private void verify(byte[] plain, int length, int count) throws DamagedException {
        opened = atLeast(opened, count);
        sealer.reveal(sealed, 0, count + Sealer.OVERHEAD, opened, 0);
        byte[] result = opened;
        if (uncompressed != 0) {
            restored = atLeast(restored, length);
            try {
                int back = decompressor.decompressByteArray(restored, 0, restored.length, opened, 0, count);
                if (back != length) {
                    throw corrupted(null);
                }
            } catch (ZstdException e) {
                throw corrupted(e);
            }
            result = restored;
        }
        if (Arrays.mismatch(plain, 0, length, result, 0, length) >= 0) {
            throw corrupted(null);
        }
    }

    private static DamagedException corrupted(@org.jspecify.annotations.Nullable Throwable cause) {
        return new DamagedException(
                "a blob was not the same any more after it was compressed and encrypted; nothing of it was uploaded. This "
                        + "machine's memory or a library is broken",
                cause);
    }

    byte[] sealed() {
        return sealed;
    }

    /** The length of the last blob's plain text if it was compressed, otherwise 0. */
    int uncompressed() {
        return uncompressed;
    }

    private static byte[] atLeast(byte[] buffer, int length) {
        return buffer.length >= length ? buffer : new byte[Math.max(length, 1 << 16)];
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}
