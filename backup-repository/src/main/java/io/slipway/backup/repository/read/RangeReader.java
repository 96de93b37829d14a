package io.slipway.backup.repository.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/** Reads some of a pack's blobs with as few requests as make sense, in bounded memory. */
public final class RangeReader {
    /** It is cheaper to read this much for nothing than to ask once more. */
    private static final long GAP = 128 * 1024;

    private final Storage storage;

    public RangeReader(Storage storage) {
        this.storage = storage;
    }

    /** Takes the sealed bytes of a blob. */
    public interface Receiver {
        void take(PackedBlob blob, byte[] sealed) throws IOException;
    }

    /**
     * Gives the blobs in the order in which they are in the pack.
     *
     * @throws DamagedException if the pack is not there or too short; what was read before was given
     */
    public void read(ObjectId pack, List<PackedBlob> wanted, Receiver receiver) throws IOException {
        List<PackedBlob> blobs = new ArrayList<>(wanted);
        blobs.sort(Comparator.comparingLong(PackedBlob::offset));
        int from = 0;
        while (from < blobs.size()) {
            int to = from + 1;
            while (to < blobs.size() && blobs.get(to).offset() - end(blobs.get(to - 1)) <= GAP) {
                to++;
            }
            readRun(pack, blobs.subList(from, to), receiver);
            from = to;
        }
    }

    private static long end(PackedBlob blob) {
        return blob.offset() + blob.length();
    }

    private void readRun(ObjectId pack, List<PackedBlob> run, Receiver receiver) throws IOException {
        StoredFile file = new StoredFile(FileType.PACK, pack.toString());
        long at = run.getFirst().offset();
        try (InputStream in = storage.open(file, at, end(run.getLast()) - at)) {
            for (PackedBlob blob : run) {
                if (blob.offset() < at) {
                    throw new DamagedException("in pack " + pack + " blobs overlap by the index");
                }
                in.skipNBytes(blob.offset() - at);
                byte[] sealed = in.readNBytes(blob.length());
                if (sealed.length < blob.length()) {
                    throw new EOFException();
                }
                at = end(blob);
                receiver.take(blob, sealed);
            }
        } catch (NoSuchFileException e) {
            throw new DamagedException("pack " + pack + " is missing", e);
        } catch (EOFException e) {
            throw new DamagedException("pack " + pack + " is truncated", e);
        }
    }
}
