package io.slipway.backup.repository.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.pack.PackedBlob;

/**
 * Where each blob is, in memory: about 60 bytes a blob, so that ten million of them (some 10 TB) fit into 600 MB. A blob may be
 * in several packs. May be used from many threads.
 *
 * <p>An entry is six words: the id in four, pack and offset in one, type, length and plain length in one. Entries lie in blocks
 * that never move; a table with open addressing, at most half full, holds their numbers.
 */
public final class BlobIndex {
    private static final int WORDS = 6;
    private static final int BLOCK = 1 << 13;
    private static final long TREE = 1L << 63;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<ObjectId> packs = new ArrayList<>();
    private final Map<ObjectId, Integer> numbers = new HashMap<>();
    private final List<long[]> blocks = new ArrayList<>();
    private int size;
    private int[] table = new int[1 << 10];

    /** Adds a pack with all its blobs, unless it is there. */
    public void add(ObjectId pack, List<PackedBlob> blobs) {
        lock.writeLock().lock();
        try {
            if (numbers.putIfAbsent(pack, packs.size()) != null) {
                return;
            }
            packs.add(pack);
            for (PackedBlob blob : blobs) {
                add(packs.size() - 1, blob);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(int pack, PackedBlob blob) {
        if (2L * (size + 1) > table.length) {
            grow();
        }
        if (size % BLOCK == 0) {
            blocks.add(new long[BLOCK * WORDS]);
        }
        long[] block = blocks.getLast();
        int at = size % BLOCK * WORDS;
        block[at] = blob.id().first();
        block[at + 1] = blob.id().second();
        block[at + 2] = blob.id().third();
        block[at + 3] = blob.id().fourth();
        block[at + 4] = ((long) pack << 32) | blob.offset();
        block[at + 5] = (blob.type() == BlobType.TREE ? TREE : 0) | ((long) blob.length() << 32) | blob.uncompressed();
        place(size++);
    }

    private void place(int entry) {
        int mask = table.length - 1;
        int slot = (int) blocks.get(entry / BLOCK)[entry % BLOCK * WORDS] & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = entry + 1;
    }

    private void grow() {
        table = new int[Math.multiplyExact(table.length, 2)];
        for (int entry = 0; entry < size; entry++) {
            place(entry);
        }
    }

    /** One pack that has the blob, or null. */
    public @Nullable ObjectId packOf(BlobType type, ObjectId id) {
        lock.readLock().lock();
        try {
            int entry = find(type, id);
            return entry < 0 ? null : packs.get(pack(entry));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** All copies of a blob. */
    public List<Location> locations(BlobType type, ObjectId id) {
        lock.readLock().lock();
        try {
            int mask = table.length - 1;
            List<Location> found = new ArrayList<>(1);
            for (int slot = (int) id.first() & mask; table[slot] != 0; slot = (slot + 1) & mask) {
                int entry = table[slot] - 1;
                if (is(entry, type, id)) {
                    found.add(new Location(packs.get(pack(entry)), blob(entry)));
                }
            }
            return found;
        } finally {
            lock.readLock().unlock();
        }
    }

    private int find(BlobType type, ObjectId id) {
        int mask = table.length - 1;
        for (int slot = (int) id.first() & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            if (is(table[slot] - 1, type, id)) {
                return table[slot] - 1;
            }
        }
        return -1;
    }

    private boolean is(int entry, BlobType type, ObjectId id) {
        long[] block = blocks.get(entry / BLOCK);
        int at = entry % BLOCK * WORDS;
        return block[at] == id.first()
                && block[at + 1] == id.second()
                && block[at + 2] == id.third()
                && block[at + 3] == id.fourth()
                && (block[at + 5] < 0) == (type == BlobType.TREE);
    }

    private int pack(int entry) {
        return (int) (blocks.get(entry / BLOCK)[entry % BLOCK * WORDS + 4] >>> 32);
    }

    private PackedBlob blob(int entry) {
        long[] block = blocks.get(entry / BLOCK);
        int at = entry % BLOCK * WORDS;
        long lengths = block[at + 5];
        return new PackedBlob(
                lengths < 0 ? BlobType.TREE : BlobType.DATA,
                new ObjectId(block[at], block[at + 1], block[at + 2], block[at + 3]),
                block[at + 4] & 0xffffffffL,
                (int) (lengths >>> 32) & Integer.MAX_VALUE,
                (int) lengths);
    }

    /** The numbers of all entries of a blob, from 0 on in the order in which they were added. */
    public int[] entries(BlobType type, ObjectId id) {
        lock.readLock().lock();
        try {
            int[] found = new int[1];
            int count = 0;
            int mask = table.length - 1;
            for (int slot = (int) id.first() & mask; table[slot] != 0; slot = (slot + 1) & mask) {
                if (is(table[slot] - 1, type, id)) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = table[slot] - 1;
                }
            }
            return Arrays.copyOf(found, count);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The pack of an entry. */
    public ObjectId packOf(int entry) {
        lock.readLock().lock();
        try {
            return packs.get(pack(entry));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** An entry of the index. */
    public interface EntryVisitor {
        void entry(int number, ObjectId pack, PackedBlob blob);
    }

    /** The same as {@link #forEach}, with the numbers of the entries. */
    public void forEachEntry(EntryVisitor visitor) {
        lock.readLock().lock();
        try {
            for (int entry = 0; entry < size; entry++) {
                visitor.entry(entry, packs.get(pack(entry)), blob(entry));
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Blobs, the same one in two packs twice. */
    public int size() {
        lock.readLock().lock();
        try {
            return size;
        } finally {
            lock.readLock().unlock();
        }
    }

    public boolean hasPack(ObjectId pack) {
        lock.readLock().lock();
        try {
            return numbers.containsKey(pack);
        } finally {
            lock.readLock().unlock();
        }
    }

    public List<ObjectId> packs() {
        lock.readLock().lock();
        try {
            return List.copyOf(packs);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Names all entries, those of a pack one after the other and in the order in which they were added. */
    public void forEach(BiConsumer<ObjectId, PackedBlob> entries) {
        forEachEntry((number, pack, blob) -> entries.accept(pack, blob));
    }

    /** The blobs of these packs. */
    public Map<ObjectId, List<PackedBlob>> contents(Collection<ObjectId> wanted) {
        Map<ObjectId, List<PackedBlob>> contents = new HashMap<>();
        wanted.forEach(pack -> contents.put(pack, new ArrayList<>()));
        forEach((pack, blob) -> {
            List<PackedBlob> list = contents.get(pack);
            if (list != null) {
                list.add(blob);
            }
        });
        return contents;
    }

    @Override
    public String toString() {
        return packs().size() + " packs, " + size() + " blobs";
    }

    /** Where a copy of a blob is. */
    public record Location(ObjectId pack, PackedBlob blob) {}
}
