package io.slipway.backup.repository.pack;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.slipway.backup.primitive.Sha256;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.storage.Content;

/** A pack that still grows, in memory. For one thread at a time. */
public final class OpenPack {
    private final Segments memory;
    private final List<byte[]> segments = new ArrayList<>();
    private final List<PackedBlob> blobs = new ArrayList<>();
    private long length;
    private int headerLength = Sealer.OVERHEAD + PackHeader.TRAILER;

    public OpenPack(Segments memory) {
        this.memory = memory;
    }

    /** Of the file, were it finished now. */
    public long fileLength() {
        return length + headerLength;
    }

    public boolean isEmpty() {
        return blobs.isEmpty();
    }

    public List<PackedBlob> blobs() {
        return Collections.unmodifiableList(blobs);
    }

    /** Adds a blob that is sealed already. */
    public void add(BlobType type, ObjectId id, byte[] sealed, int sealedLength, int uncompressed) {
        blobs.add(new PackedBlob(type, id, length, sealedLength, uncompressed));
        headerLength += PackHeader.rowLength(uncompressed != 0);
        write(sealed, 0, sealedLength);
    }

    /** Whether nothing more should be added: readers limit the header's length. */
    public boolean headerIsFull() {
        return headerLength + PackHeader.rowLength(true) > PackHeader.MOST_BYTES;
    }

    /** Takes over all blobs of another pack, which cannot be used any more then. */
    public void absorb(OpenPack other) {
        long left = other.length;
        for (byte[] segment : other.segments) {
            int part = (int) Math.min(left, segment.length);
            write(segment, 0, part);
            left -= part;
        }
        long base = length - other.length;
        for (PackedBlob blob : other.blobs) {
            blobs.add(new PackedBlob(blob.type(), blob.id(), base + blob.offset(), blob.length(), blob.uncompressed()));
            headerLength += PackHeader.rowLength(blob.compressed());
        }
        other.release();
    }

    /** Adds the header; the content is complete then. */
    public void finish(Sealer sealer) {
        byte[] header = PackHeader.encode(blobs, sealer);
        write(header, 0, header.length);
        headerLength = 0;
    }

    /** The name of the file. */
    public ObjectId id() {
        MessageDigest digest = Sha256.digest();
        long left = length;
        for (byte[] segment : segments) {
            Sha256.update(digest, segment, 0, (int) Math.min(left, segment.length));
            left -= segment.length;
        }
        return ObjectId.at(digest.digest(), 0);
    }

    public Content content() {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                List<InputStream> parts = new ArrayList<>(segments.size());
                long left = length;
                for (byte[] segment : segments) {
                    parts.add(new java.io.ByteArrayInputStream(segment, 0, (int) Math.min(left, segment.length)));
                    left -= segment.length;
                }
                return new SequenceInputStream(Collections.enumeration(parts)) {
                    @Override
                    public long transferTo(java.io.OutputStream out) throws java.io.IOException {
                        long sent = 0;
                        for (InputStream part : parts) {
                            sent += part.transferTo(out);
                        }
                        return sent;
                    }
                };
            }
        };
    }

    /** Gives the memory back. */
    public void release() {
        segments.forEach(memory::giveBack);
        segments.clear();
    }

    private void write(byte[] bytes, int offset, int count) {
        while (count > 0) {
            int at = (int) (length % Segments.LENGTH);
            if (at == 0) {
                segments.add(memory.take());
            }
            int part = Math.min(count, Segments.LENGTH - at);
            System.arraycopy(bytes, offset, segments.getLast(), at, part);
            length += part;
            offset += part;
            count -= part;
        }
    }
}
