package io.slipway.backup.repository.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

import tools.jackson.core.JacksonException;

/**
 * The index of an open repository: what its files say, and the packs that were uploaded since and stand in no file yet. All
 * uploads of a process share it. May be used from many threads.
 */
public final class SharedIndex {
    private static final int ATTEMPTS = 5;

    private final Storage storage;
    private final SealedFiles files;
    private final Object writing = new Object();
    private final Map<ObjectId, List<PackedBlob>> pending = new LinkedHashMap<>();
    private final Set<ObjectId> loaded = new HashSet<>();
    private final Map<ObjectId, MarkedPack> marked = new ConcurrentHashMap<>();
    private volatile BlobIndex blobs = new BlobIndex();
    private volatile BlobIndex outgoing = new BlobIndex();

    public SharedIndex(Storage storage, SealedFiles files) {
        this.storage = storage;
        this.files = files;
    }

    /** What to do about an index file that cannot be read. */
    public interface DamagedFile {
        void damaged(StoredFile file, DamagedException failure) throws IOException;
    }

    /**
     * Reads what index files came since the last call. When some went, everything is read again.
     *
     * @throws DamagedException if an index file is damaged; it names it
     */
    public void refresh() throws IOException {
        refreshTolerating((file, failure) -> {
            throw failure;
        });
    }

    /** The same, and an index file that is damaged is passed over. */
    public void refreshTolerating(DamagedFile damaged) throws IOException {
        synchronized (writing) {
            for (int attempt = 1; ; attempt++) {
                try {
                    refreshOnce(damaged);
                    return;
                } catch (NoSuchFileException e) {
                    // Somebody writes the index anew: the new files were there before the old ones went.
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        }
    }

    private void refreshOnce(DamagedFile damaged) throws IOException {
        Set<ObjectId> present = new HashSet<>();
        storage.list(
                FileType.INDEX,
                listed -> present.add(ObjectId.parse(listed.file().name())));
        for (ObjectId id : loaded) {
            // A listing may be late, and leave out what was written a moment ago.
            if (!present.contains(id) && storage.length(file(id)).isPresent()) {
                present.add(id);
            }
        }
        if (!present.containsAll(loaded)) {
            reload(present, damaged);
            return;
        }
        BlobIndex into = blobs;
        BlobIndex marks = outgoing;
        for (ObjectId id : present) {
            if (!loaded.contains(id)) {
                if (read(id, into, marks, marked, damaged)) {
                    loaded.add(id);
                }
            }
        }
    }

    private void reload(Set<ObjectId> present, DamagedFile damaged) throws IOException {
        BlobIndex into = new BlobIndex();
        BlobIndex marks = new BlobIndex();
        Map<ObjectId, MarkedPack> marksByPack = new HashMap<>();
        Set<ObjectId> readable = new HashSet<>();
        for (ObjectId id : present) {
            if (read(id, into, marks, marksByPack, damaged)) {
                readable.add(id);
            }
        }
        synchronized (pending) {
            pending.forEach(into::add);
            blobs = into;
        }
        outgoing = marks;
        marked.keySet().retainAll(marksByPack.keySet());
        marked.putAll(marksByPack);
        loaded.clear();
        loaded.addAll(readable);
    }

    /** Whether it could be read. */
    private boolean read(
            ObjectId id, BlobIndex into, BlobIndex marks, Map<ObjectId, MarkedPack> marksByPack, DamagedFile damaged)
            throws IOException {
        StoredFile file = file(id);
        try (InputStream json = files.open(file)) {
            IndexFile.read(json, new IndexFile.Reader() {
                @Override
                public void pack(ObjectId pack, List<PackedBlob> list) {
                    into.add(pack, list);
                }

                @Override
                public void marked(MarkedPack pack) {
                    marks.add(pack.pack(), pack.blobs());
                    marksByPack.put(pack.pack(), pack);
                }
            });
            return true;
        } catch (DamagedException e) {
            String message = String.valueOf(e.getMessage());
            damaged.damaged(
                    file,
                    message.startsWith("index/")
                            ? e
                            : new DamagedException(file.path() + " is damaged: " + message, e));
        } catch (JacksonException e) {
            damaged.damaged(file, new DamagedException(file.path() + " is damaged: " + e.getOriginalMessage(), e));
        }
        return false;
    }

    private static StoredFile file(ObjectId id) {
        return new StoredFile(FileType.INDEX, id.toString());
    }

    /** What can be relied on: without packs on their way out. */
    public BlobIndex blobs() {
        return blobs;
    }

    /** The packs on their way out, unless they stand in the index beside that. */
    public Map<ObjectId, MarkedPack> marked() {
        Map<ObjectId, MarkedPack> result = new HashMap<>(marked);
        BlobIndex kept = blobs;
        result.keySet().removeIf(kept::hasPack);
        return result;
    }

    /** The names of the index files that were read or written. */
    public Set<ObjectId> files() {
        synchronized (writing) {
            return Set.copyOf(loaded);
        }
    }

    /** All copies of a blob; those in packs on their way out last. */
    public List<BlobIndex.Location> locations(BlobType type, ObjectId id) {
        List<BlobIndex.Location> locations = blobs.locations(type, id);
        if (!marked.isEmpty()) {
            locations = new ArrayList<>(locations);
            locations.addAll(outgoing.locations(type, id));
        }
        return locations;
    }

    public @Nullable ObjectId packOf(BlobType type, ObjectId id) {
        return blobs.packOf(type, id);
    }

    /** A pack that is durable in the storage. */
    public void added(ObjectId pack, List<PackedBlob> list) {
        synchronized (pending) {
            pending.put(pack, list);
            blobs.add(pack, list);
        }
    }

    /** How many packs stand in no index file yet. */
    public int pending() {
        synchronized (pending) {
            return pending.size();
        }
    }

    /** Writes the packs that stand in no index file yet. When this returns, every pack that was added before stands in one. */
    public void writePending() throws IOException {
        synchronized (writing) {
            Map<ObjectId, List<PackedBlob>> packs;
            synchronized (pending) {
                packs = new LinkedHashMap<>(pending);
            }
            if (packs.isEmpty()) {
                return;
            }
            IndexFiles out = new IndexFiles(files);
            for (Map.Entry<ObjectId, List<PackedBlob>> pack : packs.entrySet()) {
                out.pack(pack.getKey(), pack.getValue());
            }
            loaded.addAll(out.finish());
            synchronized (pending) {
                pending.keySet().removeAll(packs.keySet());
            }
        }
    }
}
