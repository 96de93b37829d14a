package io.slipway.backup.repository.prune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.file.Snapshots;
import io.slipway.backup.repository.index.BlobIndex;
import io.slipway.backup.repository.index.IndexFiles;
import io.slipway.backup.repository.index.MarkedPack;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.read.BlobReader;
import io.slipway.backup.repository.read.PackFiles;
import io.slipway.backup.repository.upload.UploadOptions;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

/**
 * Makes room beside running backups, in the order that the decision record on it gives reasons for: what no snapshot needs is
 * taken out of the index and marked there; what was marked longer than the grace time ago, and is still not needed, is removed.
 */
public final class Pruner {
    private final Storage storage;
    private final Sealer sealer;
    private final SealedFiles files;
    private final UploadOptions upload;
    private final WorkListener listener;
    private final Snapshots snapshots;
    private final Set<ObjectId> seenSnapshots = new HashSet<>();
    private final Map<ObjectId, Long> packs = new HashMap<>();
    private final Set<ObjectId> frozen = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final KeptFiles kept = new KeptFiles();

    public Pruner(Storage storage, Sealer sealer, SealedFiles files, UploadOptions upload, WorkListener listener) {
        this.storage = storage;
        this.sealer = sealer;
        this.files = files;
        this.upload = upload;
        this.listener = listener;
        this.snapshots = new Snapshots(storage, files);
    }

    /** What stands in the way of removing packs that were marked at some time. */
    public interface Obstacles {
        /** Why a pack may not go yet, or an empty text. */
        String against(Instant marked) throws IOException;

        /** @throws IOException if this prune may not go on at all */
        void check() throws IOException;
    }

    public PruneReport prune(PruneOptions options, Clock clock, Obstacles obstacles) throws IOException {
        // What comes while this runs must not look as if nothing needed it: packs first, then snapshots, then the
        // index.
        storage.list(FileType.PACK, listed -> {
            ObjectId pack = ObjectId.parse(listed.file().name());
            packs.put(pack, listed.length());
            if (listed.frozen()) {
                frozen.add(pack);
            }
        });
        Set<ObjectId> ids = new HashSet<>(snapshots.ids());
        SharedIndex index = new SharedIndex(storage, files);
        index.refresh();
        Set<ObjectId> gone = lookForUnlisted(index.blobs());
        Map<ObjectId, MarkedPack> marked = index.marked();
        UsedBlobs used = use(ids, index, marked);
        PrunePlan plan = PrunePlan.of(packUses(index.blobs(), used), options);
        Map<ObjectId, MarkedPack> marks = new HashMap<>(marked);
        marks.keySet().removeAll(used.rescued());
        boolean changed = marks.keySet().removeIf(pack -> !packs.containsKey(pack)) || !gone.isEmpty();
        changed |= !used.rescued().isEmpty();
        Set<ObjectId> removable = new HashSet<>(marks.keySet());
        Map<ObjectId, List<PackedBlob>> orphans = new HashMap<>();
        for (ObjectId orphan : orphans(index)) {
            orphans.put(orphan, header(orphan));
        }
        Map<ObjectId, List<PackedBlob>> fresh = Map.of();
        Set<ObjectId> repacked = new HashSet<>(plan.repacked());
        if (!options.dryRun() && !repacked.isEmpty()) {
            Repacker repacker = new Repacker(storage, sealer, upload, listener);
            fresh = repacker.repack(plan.repacked(), index.blobs(), used);
            repacked.removeAll(repacker.failed());
            notes.addAll(repacker.notes());
        }
        Set<ObjectId> leaving = new HashSet<>(plan.unneeded());
        leaving.addAll(repacked);
        OffsetDateTime since = clock.instant().atOffset(ZoneOffset.UTC);
        orphans.forEach((pack, blobs) -> marks.put(pack, new MarkedPack(pack, since, blobs)));
        int newMarks = orphans.size() + leaving.size();
        changed |= newMarks > 0;
        if (!options.dryRun() && changed) {
            obstacles.check();
            rewrite(index, gone, leaving, fresh, used.rescued(), marks, marked, since);
        }
        long[] removed = {0, 0};
        if (!options.dryRun()) {
            rescueForNewSnapshots();
            if (options.grace().isZero()) {
                removable.addAll(marks.keySet());
                removable.addAll(leaving);
            }
            removed = sweep(removable, options, clock.instant(), obstacles);
        }
        long waiting = waiting(marks.keySet()) + waiting(leaving);
        notes.addAll(kept.notes());
        return new PruneReport(
                plan.usedBytes(),
                plan.unusedBytes(),
                newMarks,
                used.rescued().size(),
                repacked.size(),
                (int) removed[0],
                removed[1],
                waiting - removed[1],
                kept.report(),
                notes);
    }

    /** Packs that came after the listing are looked for by name; gives those that are not there. */
    private Set<ObjectId> lookForUnlisted(BlobIndex index) throws IOException {
        Set<ObjectId> gone = new HashSet<>();
        for (ObjectId pack : index.packs()) {
            if (!packs.containsKey(pack)) {
                long length = storage.length(file(pack)).orElse(-1L);
                if (length < 0) {
                    gone.add(pack);
                    notes.add("pack " + pack + " stands in the index, is not there, and nothing needs it");
                } else {
                    packs.put(pack, length);
                }
            }
        }
        return gone;
    }

    private UsedBlobs use(Set<ObjectId> ids, SharedIndex index, Map<ObjectId, MarkedPack> marked) throws IOException {
        UsedBlobs used = new UsedBlobs(
                index.blobs(), marked, packs.keySet(), new BlobReader(storage, sealer, index), upload.workers());
        long done = 0;
        for (ObjectId id : ids) {
            try {
                used.add(snapshots.load(id));
            } catch (NoSuchFileException e) {
                // It was forgotten while we looked.
            }
            seenSnapshots.add(id);
            listener.progressed(WorkListener.Step.SNAPSHOTS, ++done, ids.size());
        }
        return used;
    }

    private List<PackUse> packUses(BlobIndex index, UsedBlobs used) {
        Map<ObjectId, long[]> bytes = new HashMap<>();
        index.packs().stream().filter(packs::containsKey).forEach(pack -> bytes.put(pack, new long[2]));
        index.forEachEntry((entry, pack, blob) -> {
            long[] sums = bytes.get(pack);
            if (sums != null) {
                sums[used.needs(entry) ? 0 : 1] += blob.length();
            }
        });
        return bytes.entrySet().stream()
                .map(pack -> new PackUse(
                        pack.getKey(), pack.getValue()[0], pack.getValue()[1], !frozen.contains(pack.getKey())))
                .toList();
    }

    private List<ObjectId> orphans(SharedIndex index) {
        BlobIndex blobs = index.blobs();
        Set<ObjectId> marked = index.marked().keySet();
        return packs.keySet().stream()
                .filter(pack -> !blobs.hasPack(pack) && !marked.contains(pack))
                .toList();
    }

    private List<PackedBlob> header(ObjectId pack) throws IOException {
        try {
            return new PackFiles(storage, sealer).header(file(pack), packs.getOrDefault(pack, 0L));
        } catch (DamagedException | NoSuchFileException e) {
            notes.add("a pack that no index knows cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private void rewrite(
            SharedIndex index,
            Set<ObjectId> gone,
            Set<ObjectId> leaving,
            Map<ObjectId, List<PackedBlob>> fresh,
            Set<ObjectId> rescued,
            Map<ObjectId, MarkedPack> marks,
            Map<ObjectId, MarkedPack> marked,
            OffsetDateTime since)
            throws IOException {
        IndexFiles out = new IndexFiles(files);
        List<MarkedPack> left = new ArrayList<>();
        new Packs(index.blobs()).forEach((pack, blobs) -> {
            if (leaving.contains(pack)) {
                left.add(new MarkedPack(pack, since, blobs));
            } else if (!gone.contains(pack)) {
                out.pack(pack, blobs);
            }
        });
        for (Map.Entry<ObjectId, List<PackedBlob>> pack : fresh.entrySet()) {
            out.pack(pack.getKey(), pack.getValue());
        }
        for (ObjectId pack : rescued) {
            MarkedPack mark = marked.get(pack);
            if (mark != null) {
                out.pack(pack, mark.blobs());
            }
        }
        for (MarkedPack mark : marks.values()) {
            out.marked(mark);
        }
        for (MarkedPack mark : left) {
            out.marked(mark);
        }
        List<ObjectId> written = out.finish();
        for (ObjectId old : index.files()) {
            if (!written.contains(old)) {
                delete(new StoredFile(FileType.INDEX, old.toString()));
            }
        }
    }

    /** Somebody may have finished a backup since we looked, that relies on what we marked. */
    private void rescueForNewSnapshots() throws IOException {
        while (true) {
            Set<ObjectId> ids = new HashSet<>(snapshots.ids());
            ids.removeAll(seenSnapshots);
            if (ids.isEmpty()) {
                return;
            }
            SharedIndex index = new SharedIndex(storage, files);
            index.refresh();
            lookForUnlisted(index.blobs());
            Map<ObjectId, MarkedPack> marked = index.marked();
            UsedBlobs used = use(ids, index, marked);
            IndexFiles out = new IndexFiles(files);
            for (ObjectId pack : used.rescued()) {
                out.pack(pack, marked.get(pack).blobs());
            }
            out.finish();
        }
    }

    /** Removes what was marked long enough ago; gives the number of packs and of bytes. */
    private long[] sweep(Set<ObjectId> removable, PruneOptions options, Instant now, Obstacles obstacles)
            throws IOException {
        SharedIndex index = new SharedIndex(storage, files);
        index.refresh();
        long count = 0;
        long bytes = 0;
        for (MarkedPack mark : index.marked().values()) {
            Instant marked = mark.since().toInstant();
            if (!removable.contains(mark.pack()) || marked.plus(options.grace()).isAfter(now)) {
                continue;
            }
            String obstacle = obstacles.against(marked);
            if (!obstacle.isEmpty()) {
                notes.add("pack " + mark.pack() + " stays for now: " + obstacle);
                continue;
            }
            obstacles.check();
            if (delete(file(mark.pack()))) {
                count++;
                bytes += packs.getOrDefault(mark.pack(), 0L);
                listener.progressed(WorkListener.Step.REMOVE, count, 0);
            }
        }
        return new long[] {count, bytes};
    }

    private boolean delete(StoredFile file) throws IOException {
        try {
            storage.delete(file);
            return true;
        } catch (StorageRefusedException e) {
            kept.add(file, packs.getOrDefault(ObjectId.parse(file.name()), 0L), e);
            return false;
        }
    }

    private long waiting(Set<ObjectId> marked) {
        return marked.stream().mapToLong(pack -> packs.getOrDefault(pack, 0L)).sum();
    }

    private static StoredFile file(ObjectId pack) {
        return new StoredFile(FileType.PACK, pack.toString());
    }

    /** The packs of an index with their blobs, one after the other. */
    private record Packs(BlobIndex index) {
        interface Receiver {
            void take(ObjectId pack, List<PackedBlob> blobs) throws IOException;
        }

        void forEach(Receiver receiver) throws IOException {
            List<PackedBlob> blobs = new ArrayList<>();
            ObjectId[] current = {null};
            try {
                index.forEachEntry((entry, pack, blob) -> {
                    if (!pack.equals(current[0])) {
                        give(current[0], blobs, receiver);
                        blobs.clear();
                        current[0] = pack;
                    }
                    blobs.add(blob);
                });
                give(current[0], blobs, receiver);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private static void give(
                @org.jspecify.annotations.Nullable ObjectId pack, List<PackedBlob> blobs, Receiver receiver) {
            if (pack != null) {
                try {
                    receiver.take(pack, List.copyOf(blobs));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
