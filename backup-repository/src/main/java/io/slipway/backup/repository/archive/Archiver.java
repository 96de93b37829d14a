package io.slipway.backup.repository.archive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.backup.repository.BlobSource;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.concurrent.ParallelWork;
import io.slipway.backup.repository.graph.TreeWalk;
import io.slipway.backup.repository.index.BlobIndex;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.tree.Tree;

/**
 * Moves packs that only old snapshots need to another class of storage. Packs of trees, the index and all small files stay:
 * whoever looks for something, checks or prunes reads them. What no snapshot needs stays as well: it is about to go, and colder
 * classes cost a least time. May run beside backups, and ends at any moment without harm.
 */
public final class Archiver {
    private static final int TOLD = 10;

    private final Storage storage;
    private final BlobIndex index;
    private final BlobSource blobs;
    private final int threads;
    private final WorkListener listener;

    /** @param threads that look at trees, and that move packs */
    public Archiver(Storage storage, BlobIndex index, BlobSource blobs, int threads, WorkListener listener) {
        this.storage = storage;
        this.index = index;
        this.blobs = blobs;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * @param snapshots all of the repository
     * @param olderThan what snapshots from then on need stays where it is
     * @param storageClass by the storage's own name
     * @param dryRun only to tell what would be moved
     * @throws DamagedException if a folder cannot be read: nobody knows then what is needed, and nothing is moved
     */
    public ArchiveReport archive(List<StoredSnapshot> snapshots, Instant olderThan, String storageClass, boolean dryRun)
            throws IOException {
        Map<ObjectId, Listed> packs = new HashMap<>();
        storage.list(
                FileType.PACK, listed -> packs.put(ObjectId.parse(listed.file().name()), listed));
        Map<ObjectId, Listed> there = new HashMap<>(packs);
        there.values().removeIf(pack -> !storageClass.equals(pack.storageClass()));
        List<Listed> wanted = new ArrayList<>();
        for (ObjectId pack : onlyOld(snapshots, olderThan)) {
            Listed listed = packs.get(pack);
            if (listed != null && !listed.frozen() && !there.containsKey(pack)) {
                wanted.add(listed);
            }
        }
        Moving moving = new Moving(
                storageClass, wanted.stream().mapToLong(Listed::length).sum());
        if (dryRun) {
            wanted.forEach(moving::moved);
        } else {
            move(wanted, moving);
        }
        return moving.report(there.values());
    }

    private void move(List<Listed> wanted, Moving moving) throws IOException {
        try (ParallelWork work = new ParallelWork(threads, "backup-archive")) {
            for (Listed pack : wanted) {
                work.addWhenRoom(() -> move(pack, moving), threads);
            }
            work.await();
        }
    }

    private void move(Listed pack, Moving moving) throws IOException {
        try {
            storage.moveTo(pack.file(), moving.storageClass);
            moving.moved(pack);
        } catch (NoSuchFileException e) {
            // A prune removed it since it was listed.
        } catch (RetainedFileException e) {
            moving.kept(pack, e);
        }
    }

    /** What has come of it so far. */
    private final class Moving {
        private final String storageClass;
        private final long total;
        private final List<String> notes = new ArrayList<>();
        private int packs;
        private int kept;
        private long bytes;

        Moving(String storageClass, long total) {
            this.storageClass = storageClass;
            this.total = total;
        }

        synchronized void moved(Listed pack) {
            packs++;
            bytes += pack.length();
            listener.progressed(WorkListener.Step.MOVE, bytes, total);
        }

        synchronized void kept(Listed pack, RetainedFileException why) {
            if (kept++ < TOLD) {
                notes.add(pack.file().path() + " stays where it is: " + why.getMessage());
            }
        }

        synchronized ArchiveReport report(Iterable<Listed> before) {
            int packsThere = packs;
            long bytesThere = bytes;
            for (Listed pack : before) {
                packsThere++;
                bytesThere += pack.length();
            }
            if (kept > TOLD) {
                notes.add((kept - TOLD) + " packs more stay where they are for the like reason");
            }
            return new ArchiveReport(packs, bytes, packsThere, bytesThere, notes);
        }
    }

    private Set<ObjectId> onlyOld(List<StoredSnapshot> snapshots, Instant olderThan) throws IOException {
        Set<ObjectId> young = ConcurrentHashMap.newKeySet();
        Set<ObjectId> old = ConcurrentHashMap.newKeySet();
        // Trees that young snapshots have are not looked at again for old ones, which share them.
        TreeWalk walk = new TreeWalk(blobs, threads);
        long done = 0;
        for (boolean isYoung : new boolean[] {true, false}) {
            for (StoredSnapshot stored : snapshots) {
                if (isYoung != stored.snapshot().time().toInstant().isBefore(olderThan)) {
                    walk.walk(stored.snapshot().tree(), needing(stored, isYoung ? young : old));
                    listener.progressed(WorkListener.Step.SNAPSHOTS, ++done, snapshots.size());
                }
            }
        }
        old.removeAll(young);
        index.forEach((pack, blob) -> {
            if (blob.type() == BlobType.TREE) {
                old.remove(pack);
            }
        });
        return old;
    }

    private TreeWalk.Visitor needing(StoredSnapshot stored, Set<ObjectId> packs) {
        return new TreeWalk.Visitor() {
            @Override
            public void tree(ObjectId id, String path, Tree tree) {
                tree.nodes()
                        .forEach(node -> node.blobs().forEach(blob -> {
                            for (int entry : index.entries(BlobType.DATA, blob)) {
                                packs.add(index.packOf(entry));
                            }
                        }));
            }

            @Override
            public void unreadable(ObjectId id, String path, IOException failure) throws IOException {
                throw new DamagedException(
                        "folder " + path + " of snapshot " + stored.id().brief()
                                + " cannot be read, so that nothing is archived: repair the repository first: "
                                + failure.getMessage(),
                        failure);
            }
        };
    }
}
