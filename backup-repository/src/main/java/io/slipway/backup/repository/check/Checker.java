package io.slipway.backup.repository.check;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.Finding.Kind;
import io.slipway.backup.repository.concurrent.ParallelWork;
import io.slipway.backup.repository.crypto.KeyFile;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.file.Snapshots;
import io.slipway.backup.repository.graph.TreeWalk;
import io.slipway.backup.repository.index.BlobIndex;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.pack.PackHeader;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.read.BlobReader;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/**
 * Checks a repository: that every file is what its name says, that the index names what is there, that every snapshot's trees
 * and blobs can be found, and of as many packs as wanted every byte. Finds as much as it can: nothing that is damaged ends it.
 * What a backup does meanwhile is no finding: snapshots are listed first, packs last.
 */
public final class Checker {
    private static final int PACKS_AT_A_TIME = 2000;

    private final Storage storage;
    private final Sealer sealer;
    private final SealedFiles files;
    private final int threads;
    private final WorkListener listener;
    private final ConcurrentLinkedQueue<Finding> findings = new ConcurrentLinkedQueue<>();
    /** Blobs that cannot be read from anywhere, with what there is to say of each. */
    private final Map<ObjectId, Finding> lost = new ConcurrentHashMap<>();

    public Checker(Storage storage, Sealer sealer, SealedFiles files, int threads, WorkListener listener) {
        this.storage = storage;
        this.sealer = sealer;
        this.files = files;
        this.threads = threads;
        this.listener = listener;
    }

    public CheckReport check(DataToRead data, RandomGenerator random) throws IOException {
        checkKeys();
        List<StoredSnapshot> snapshots = snapshots();
        SharedIndex index = index();
        Map<ObjectId, Listed> packs = packs();
        checkPacks(index, packs);
        AtomicLong bytes = new AtomicLong();
        List<Listed> frozen = packs.values().stream().filter(Listed::frozen).toList();
        List<Listed> chosen = data.choose(
                packs.values().stream()
                        .filter(pack -> !pack.frozen()
                                && index.blobs()
                                        .hasPack(ObjectId.parse(pack.file().name())))
                        .toList(),
                random);
        read(chosen, index, bytes);
        long trees = walk(snapshots, index);
        findings.addAll(lost.values());
        return new CheckReport(
                List.copyOf(findings),
                snapshots.size(),
                trees,
                packs.size(),
                packs.values().stream().mapToLong(Listed::length).sum(),
                chosen.size(),
                bytes.get(),
                new CheckReport.Frozen(
                        frozen.size(), frozen.stream().mapToLong(Listed::length).sum()));
    }

    private void checkKeys() throws IOException {
        for (StoredFile file : list(FileType.KEY)) {
            try {
                byte[] json = storage.read(file);
                if (!ObjectId.hash(json).toString().equals(file.name())) {
                    throw new DamagedException("its content does not have the hash that is its name");
                }
                KeyFile.parse(json);
            } catch (NoSuchFileException e) {
                // Somebody removed it while we looked.
            } catch (DamagedException e) {
                add(Kind.KEY_DAMAGED, file.path(), null, file.path() + " is damaged: " + e.getMessage());
            }
        }
    }

    private List<StoredSnapshot> snapshots() throws IOException {
        Snapshots all = new Snapshots(storage, files);
        List<StoredSnapshot> snapshots = new ArrayList<>();
        for (StoredFile file : list(FileType.SNAPSHOT)) {
            try {
                snapshots.add(all.load(ObjectId.parse(file.name())));
            } catch (NoSuchFileException e) {
                // Somebody removed it while we looked.
            } catch (DamagedException e) {
                findings.add(new Finding(
                        Kind.SNAPSHOT_DAMAGED,
                        file.path(),
                        null,
                        List.of(file.name().substring(0, 8)),
                        String.valueOf(e.getMessage())));
            }
        }
        return snapshots;
    }

    private SharedIndex index() throws IOException {
        SharedIndex index = new SharedIndex(storage, files);
        index.refreshTolerating(
                (file, failure) -> add(Kind.INDEX_DAMAGED, file.path(), null, String.valueOf(failure.getMessage())));
        return index;
    }

    private List<StoredFile> list(FileType type) throws IOException {
        List<StoredFile> names = new ArrayList<>();
        storage.list(type, listed -> names.add(listed.file()));
        return names;
    }

    private Map<ObjectId, Listed> packs() throws IOException {
        Map<ObjectId, Listed> packs = new HashMap<>();
        storage.list(
                FileType.PACK, listed -> packs.put(ObjectId.parse(listed.file().name()), listed));
        return packs;
    }

    private void checkPacks(SharedIndex index, Map<ObjectId, Listed> packs) throws IOException {
        Map<ObjectId, Long> lengths = new HashMap<>();
        index.blobs()
                .forEach((pack, blob) ->
                        lengths.merge(pack, (long) blob.length() + PackHeader.rowLength(blob.compressed()), Long::sum));
        for (ObjectId pack : index.blobs().packs()) {
            long expected = lengths.getOrDefault(pack, 0L) + Sealer.OVERHEAD + PackHeader.TRAILER;
            Listed listed = packs.get(pack);
            // A pack may have come between the listing and now; one that is missing is looked for by name.
            long found = listed != null
                    ? listed.length()
                    : storage.length(file(pack)).orElse(-1L);
            if (found < 0) {
                add(Kind.PACK_MISSING, file(pack).path(), null, "pack " + pack + " is missing");
            } else if (found != expected) {
                add(
                        found < expected ? Kind.PACK_TRUNCATED : Kind.PACK_DAMAGED,
                        file(pack).path(),
                        null,
                        "pack " + pack + " has " + found + " bytes; with what the index says is in it, it has "
                                + expected);
            }
        }
        Set<ObjectId> marked = index.marked().keySet();
        for (Map.Entry<ObjectId, Listed> pack : packs.entrySet()) {
            if (!index.blobs().hasPack(pack.getKey()) && !marked.contains(pack.getKey())) {
                add(
                        Kind.PACK_UNKNOWN,
                        pack.getValue().file().path(),
                        null,
                        "pack " + pack.getKey()
                                + " is in no index: a backup is running, or one did not come to its end");
            }
        }
    }

    private static StoredFile file(ObjectId pack) {
        return new StoredFile(FileType.PACK, pack.toString());
    }

    private void read(List<Listed> chosen, SharedIndex index, AtomicLong bytes) throws IOException {
        if (chosen.isEmpty()) {
            return;
        }
        long total = chosen.stream().mapToLong(Listed::length).sum();
        PackCheck check = new PackCheck(storage, sealer);
        try (ParallelWork work = new ParallelWork(threads, "backup-check")) {
            // The contents of all packs at once may be more than fits into memory.
            for (int from = 0; from < chosen.size(); from += PACKS_AT_A_TIME) {
                List<Listed> some = chosen.subList(from, Math.min(chosen.size(), from + PACKS_AT_A_TIME));
                Map<ObjectId, List<PackedBlob>> contents = index.blobs()
                        .contents(some.stream()
                                .map(pack -> ObjectId.parse(pack.file().name()))
                                .toList());
                for (Listed pack : some) {
                    work.addWhenRoom(
                            () -> {
                                read(pack, contents, check, index);
                                listener.progressed(WorkListener.Step.READ, bytes.addAndGet(pack.length()), total);
                            },
                            threads);
                }
            }
            work.await();
        }
    }

    private void read(Listed pack, Map<ObjectId, List<PackedBlob>> contents, PackCheck check, SharedIndex index)
            throws IOException {
        ObjectId id = ObjectId.parse(pack.file().name());
        String path = pack.file().path();
        PackCheck.Result result;
        try {
            result = check.read(pack, contents.getOrDefault(id, List.of()));
        } catch (NoSuchFileException e) {
            return;
        }
        for (String reason : result.reasons()) {
            add(
                    result.truncated() ? Kind.PACK_TRUNCATED : Kind.PACK_DAMAGED,
                    path,
                    null,
                    "pack " + id + " is damaged: " + reason);
        }
        for (PackCheck.DamagedBlob damaged : result.blobs()) {
            PackedBlob blob = damaged.blob();
            String other = wholeCopy(index, blob, id);
            Finding finding = new Finding(
                    Kind.BLOB_DAMAGED,
                    path,
                    blob.id(),
                    List.of(),
                    PackCheck.name(blob) + " in pack " + id + " cannot be read: " + damaged.reason()
                            + (other == null
                                    ? ", and there is no other copy"
                                    : "; pack " + other + " has a whole copy"));
            if (other == null) {
                lost.put(blob.id(), finding);
            } else {
                findings.add(finding);
            }
        }
    }

    private @Nullable String wholeCopy(SharedIndex index, PackedBlob blob, ObjectId damaged) throws IOException {
        BlobReader reader = new BlobReader(storage, sealer, index);
        for (BlobIndex.Location location : index.locations(blob.type(), blob.id())) {
            if (!location.pack().equals(damaged)) {
                try {
                    reader.load(location);
                    return location.pack().toString();
                } catch (DamagedException | NoSuchFileException | java.io.EOFException e) {
                    // Not this one either.
                }
            }
        }
        return null;
    }

    private long walk(List<StoredSnapshot> snapshots, SharedIndex index) throws IOException {
        TreeWalk walk = new TreeWalk(new BlobReader(storage, sealer, index), threads);
        long done = 0;
        Map<ObjectId, Set<String>> affected = new ConcurrentHashMap<>();
        for (StoredSnapshot snapshot : snapshots) {
            // When something is lost, each snapshot is walked through by itself, to tell which ones need it.
            TreeWalk mine = lost.isEmpty() ? walk : new TreeWalk(new BlobReader(storage, sealer, index), threads);
            mine.walk(snapshot.snapshot().tree(), visitor(snapshot, index, affected));
            if (mine != walk) {
                walk = mine;
            }
            listener.progressed(WorkListener.Step.SNAPSHOTS, ++done, snapshots.size());
        }
        affected.forEach(
                (blob, names) -> lost.computeIfPresent(blob, (id, finding) -> finding.affecting(List.copyOf(names))));
        return walk.trees();
    }

    private TreeWalk.Visitor visitor(StoredSnapshot snapshot, SharedIndex index, Map<ObjectId, Set<String>> affected) {
        String name = snapshot.id().brief();
        return new TreeWalk.Visitor() {
            @Override
            public void tree(ObjectId id, String path, io.slipway.backup.tree.Tree tree) {
                affects(id);
                tree.nodes()
                        .forEach(node -> node.blobs().forEach(blob -> {
                            if (index.packOf(BlobType.DATA, blob) == null) {
                                lost.putIfAbsent(
                                        blob,
                                        new Finding(
                                                Kind.BLOB_MISSING,
                                                null,
                                                blob,
                                                List.of(name),
                                                "data blob " + blob + " of " + path + node.name() + " in snapshot "
                                                        + name + " is in no pack"));
                            }
                            affects(blob);
                        }));
            }

            @Override
            public void unreadable(ObjectId id, String path, IOException failure) {
                lost.putIfAbsent(
                        id,
                        new Finding(
                                Kind.TREE_DAMAGED,
                                null,
                                id,
                                List.of(name),
                                "folder " + path + " of snapshot " + name + " cannot be read: "
                                        + failure.getMessage()));
                affects(id);
            }

            private void affects(ObjectId blob) {
                if (lost.containsKey(blob)) {
                    affected.computeIfAbsent(blob, key -> java.util.Collections.synchronizedSet(new TreeSet<>()))
                            .add(name);
                }
            }
        };
    }

    private void add(Kind kind, @Nullable String file, @Nullable ObjectId blob, String message) {
        findings.add(new Finding(kind, file, blob, List.of(), message));
    }
}
