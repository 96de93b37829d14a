package io.slipway.backup.repository;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Blobs that are kept in memory, for tests of what only needs somewhere to save and load. */
public final class MemoryBlobs implements BlobSink, BlobSource {
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicLong saves = new AtomicLong();

    @Override
    public ObjectId save(BlobType type, byte[] buffer, int offset, int length) {
        ObjectId id = ObjectId.hash(buffer, offset, length);
        blobs.put(type + " " + id, Arrays.copyOfRange(buffer, offset, offset + length));
        saves.incrementAndGet();
        return id;
    }

    @Override
    public byte[] load(BlobType type, ObjectId id) throws IOException {
        byte[] blob = blobs.get(type + " " + id);
        if (blob == null) {
            throw new IOException("there is no blob " + id);
        }
        return blob.clone();
    }

    @Override
    public int length(BlobType type, ObjectId id) throws IOException {
        return load(type, id).length;
    }

    public void forget(BlobType type, ObjectId id) {
        blobs.remove(type + " " + id);
    }

    public int count() {
        return blobs.size();
    }

    /** Calls so far, also of what was there. */
    public long saves() {
        return saves.get();
    }

    public long bytes() {
        return blobs.values().stream().mapToLong(blob -> blob.length).sum();
    }
}
