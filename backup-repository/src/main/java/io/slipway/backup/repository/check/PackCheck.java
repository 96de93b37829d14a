package io.slipway.backup.repository.check;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.slipway.backup.primitive.Sha256;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.pack.PackHeader;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.read.BlobReader;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;

/** Reads a pack from end to end: its own hash, its header, and every blob that the index says is in it. */
public final class PackCheck {
    private final Storage storage;
    private final Sealer sealer;

    public PackCheck(Storage storage, Sealer sealer) {
        this.storage = storage;
        this.sealer = sealer;
    }

    /** A blob in a pack that cannot be used. */
    public record DamagedBlob(PackedBlob blob, String reason) {}

    /**
     * What is wrong with a pack.
     *
     * @param reasons with the pack as such; empty when nothing is
     */
    public record Result(List<String> reasons, boolean truncated, List<DamagedBlob> blobs) {
        public boolean isWhole() {
            return reasons.isEmpty() && blobs.isEmpty();
        }
    }

    /** @param expected the blobs by the index, in any order */
    public Result read(Listed pack, List<PackedBlob> expected) throws IOException {
        List<PackedBlob> blobs = new ArrayList<>(expected);
        blobs.sort(Comparator.comparingLong(PackedBlob::offset));
        List<String> reasons = new ArrayList<>();
        List<DamagedBlob> damaged = new ArrayList<>();
        MessageDigest digest = Sha256.digest();
        boolean truncated = false;
        try (InputStream in = storage.open(pack.file(), 0, pack.length())) {
            long at = 0;
            for (PackedBlob blob : blobs) {
                if (blob.offset() < at || blob.offset() + blob.length() > pack.length()) {
                    damaged.add(new DamagedBlob(blob, "the pack ends before it, or it overlaps another one"));
                    truncated |= blob.offset() + blob.length() > pack.length();
                    continue;
                }
                skip(in, blob.offset() - at, digest);
                byte[] sealed = new byte[blob.length()];
                int found = in.readNBytes(sealed, 0, sealed.length);
                at = blob.offset() + found;
                Sha256.update(digest, sealed, 0, found);
                if (found < sealed.length) {
                    throw new EOFException("it ends after " + at + " bytes");
                }
                try {
                    BlobReader.open(sealer, blob, sealed, 0);
                } catch (DamagedException e) {
                    damaged.add(new DamagedBlob(blob, String.valueOf(e.getMessage())));
                }
            }
            header(in, pack.length() - at, blobs, digest, reasons);
        } catch (EOFException e) {
            truncated = true;
            reasons.add("it is shorter than its storage says: " + e.getMessage());
        }
        if (!ObjectId.at(digest.digest(), 0).toString().equals(pack.file().name())) {
            reasons.add("its content does not have the hash that is its name");
        }
        return new Result(reasons, truncated, damaged);
    }

    private void header(InputStream in, long left, List<PackedBlob> blobs, MessageDigest digest, List<String> reasons)
            throws IOException {
        if (left < Sealer.OVERHEAD + PackHeader.TRAILER || left > Integer.MAX_VALUE) {
            skip(in, left, digest);
            reasons.add("it has no header");
            return;
        }
        byte[] end = in.readNBytes((int) left);
        digest.update(end);
        try {
            if (PackHeader.sealedLength(end, end.length - PackHeader.TRAILER, left) != left - PackHeader.TRAILER) {
                reasons.add("its header does not begin where its last blob ends");
                return;
            }
            long dataLength = blobs.isEmpty()
                    ? 0
                    : blobs.getLast().offset() + blobs.getLast().length();
            Set<PackedBlob> own = new HashSet<>(PackHeader.decode(
                    java.util.Arrays.copyOf(end, end.length - PackHeader.TRAILER), sealer, dataLength));
            if (!own.equals(new HashSet<>(blobs))) {
                reasons.add("its header tells of other blobs than the index");
            }
        } catch (DamagedException e) {
            reasons.add(String.valueOf(e.getMessage()));
        }
    }

    private static void skip(InputStream in, long count, MessageDigest digest) throws IOException {
        for (long left = count; left > 0; ) {
            byte[] bytes = in.readNBytes((int) Math.min(left, 1 << 16));
            if (bytes.length == 0) {
                throw new EOFException("it ends " + left + " bytes early");
            }
            digest.update(bytes);
            left -= bytes.length;
        }
    }

    /** For people. */
    static String name(PackedBlob blob) {
        return (blob.type() == BlobType.TREE ? "tree " : "data blob ") + blob.id();
    }
}
