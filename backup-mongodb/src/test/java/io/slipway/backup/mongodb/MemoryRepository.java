package io.slipway.backup.mongodb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.UploadFigures;

/** A repository that forgets everything with the test. Blobs can be lost or damaged on purpose. */
public final class MemoryRepository implements Repository {
    private final Map<ObjectId, byte[]> blobs = new ConcurrentHashMap<>();
    private final List<StoredSnapshot> snapshots = new ArrayList<>();
    private final AtomicInteger saved = new AtomicInteger();

    @Override
    public String id() {
        return "0".repeat(64);
    }

    @Override
    public String location() {
        return "memory";
    }

    /** Bytes that all blobs have together. */
    public long bytes() {
        return blobs.values().stream().mapToLong(blob -> blob.length).sum();
    }

    public void forget(StoredSnapshot snapshot) {
        snapshots.remove(snapshot);
    }

    public void lose(ObjectId blob) {
        blobs.remove(blob);
    }

    /** What reading it says where the hash of a blob is wrong is the repository's; here it is simply other bytes. */
    public void flipBit(ObjectId blob) {
        blobs.get(blob)[blobs.get(blob).length / 2] ^= 1;
    }

    @Override
    public Upload upload() {
        return new MemoryUpload();
    }

    @Override
    public List<StoredSnapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    @Override
    public StoredSnapshot snapshot(String name) throws IOException {
        return snapshots.stream()
                .filter(one -> name.equals("latest") || one.id().toString().startsWith(name))
                .reduce((one, later) -> later)
                .orElseThrow(() -> new SnapshotNotFoundException("no snapshot " + name));
    }

    @Override
    public byte[] derivedKey(String purpose) {
        return ObjectId.hash(purpose.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    @Override
    public byte[] load(BlobType type, ObjectId id) throws IOException {
        byte[] blob = blobs.get(id);
        if (blob == null) {
            throw new IOException("there is no blob " + id.brief());
        }
        return blob.clone();
    }

    @Override
    public int length(BlobType type, ObjectId id) throws IOException {
        return load(type, id).length;
    }

    @Override
    public void close() {}

    private final class MemoryUpload implements Upload {
        @Override
        public ObjectId save(BlobType type, byte[] buffer, int offset, int length) {
            byte[] blob = Arrays.copyOfRange(buffer, offset, offset + length);
            ObjectId id = ObjectId.hash(blob);
            blobs.putIfAbsent(id, blob);
            saved.incrementAndGet();
            return id;
        }

        @Override
        public UploadFigures figures() {
            return new UploadFigures(saved.get(), 0, bytes(), bytes());
        }

        @Override
        public void flush() {}

        @Override
        public StoredSnapshot finish(Snapshot snapshot) {
            StoredSnapshot stored =
                    new StoredSnapshot(ObjectId.hash(snapshot.toString().getBytes(StandardCharsets.UTF_8)), snapshot);
            snapshots.add(stored);
            return stored;
        }

        @Override
        public void close() {}
    }
}
