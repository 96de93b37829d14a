package io.slipway.backup.repository.repair;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.PackCheck;
import io.slipway.backup.repository.concurrent.ParallelWork;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.index.IndexFiles;
import io.slipway.backup.repository.index.MarkedPack;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.read.BlobReader;
import io.slipway.backup.repository.read.PackFiles;
import io.slipway.backup.repository.read.RangeReader;
import io.slipway.backup.repository.upload.PackCopier;
import io.slipway.backup.repository.upload.UploadOptions;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;

/**
 * Makes the index anew from what packs say of themselves, and copies what is whole out of packs that are damaged. Those are
 * marked then, and a later prune removes them. Nobody else may use the repository meanwhile.
 */
public final class IndexRepair {
    private final Storage storage;
    private final Sealer sealer;
    private final SealedFiles files;
    private final UploadOptions options;
    private final WorkListener listener;
    private final Map<ObjectId, List<PackedBlob>> whole = new ConcurrentHashMap<>();
    private final Map<ObjectId, List<PackedBlob>> damaged = new ConcurrentHashMap<>();
    private int salvaged;

    public IndexRepair(
            Storage storage, Sealer sealer, SealedFiles files, UploadOptions options, WorkListener listener) {
        this.storage = storage;
        this.sealer = sealer;
        this.files = files;
        this.options = options;
        this.listener = listener;
    }

    /** @param readEverything whether packs are read from end to end; otherwise only what cannot be a pack counts as damaged */
    public void repair(boolean readEverything, Clock clock) throws IOException {
        SharedIndex old = new SharedIndex(storage, files);
        old.refreshTolerating((file, failure) -> {});
        Map<ObjectId, MarkedPack> marked = old.marked();
        List<Listed> packs = new ArrayList<>();
        storage.list(FileType.PACK, packs::add);
        packs.removeIf(pack -> marked.containsKey(ObjectId.parse(pack.file().name())));
        Map<ObjectId, List<PackedBlob>> known = old.blobs()
                .contents(packs.stream()
                        .map(pack -> ObjectId.parse(pack.file().name()))
                        .toList());
        examine(packs, known, readEverything);
        Map<ObjectId, List<PackedBlob>> copies = salvage();
        IndexFiles out = new IndexFiles(files);
        for (Map<ObjectId, List<PackedBlob>> some : List.of(whole, copies)) {
            for (Map.Entry<ObjectId, List<PackedBlob>> pack : some.entrySet()) {
                out.pack(pack.getKey(), pack.getValue());
            }
        }
        for (MarkedPack mark : marked.values()) {
            out.marked(mark);
        }
        for (ObjectId pack : damaged.keySet()) {
            // Without its blobs: nobody is to read them there.
            out.marked(new MarkedPack(pack, clock.instant().atOffset(ZoneOffset.UTC), List.of()));
        }
        List<ObjectId> written = out.finish();
        List<StoredFile> before = new ArrayList<>();
        storage.list(FileType.INDEX, listed -> before.add(listed.file()));
        for (StoredFile file : before) {
            if (!written.contains(ObjectId.parse(file.name()))) {
                storage.delete(file);
            }
        }
        whole.putAll(copies);
    }

    private void examine(List<Listed> packs, Map<ObjectId, List<PackedBlob>> known, boolean readEverything)
            throws IOException {
        PackFiles headers = new PackFiles(storage, sealer);
        PackCheck check = new PackCheck(storage, sealer);
        long[] done = {0};
        try (ParallelWork work = new ParallelWork(options.workers(), "backup-repair")) {
            for (Listed pack : packs) {
                work.addWhenRoom(
                        () -> {
                            examine(pack, known, headers, readEverything ? check : null);
                            synchronized (done) {
                                listener.progressed(WorkListener.Step.HEADERS, ++done[0], packs.size());
                            }
                        },
                        options.workers());
            }
            work.await();
        }
    }

    private void examine(
            Listed pack,
            Map<ObjectId, List<PackedBlob>> known,
            PackFiles headers,
            @org.jspecify.annotations.Nullable PackCheck check)
            throws IOException {
        ObjectId id = ObjectId.parse(pack.file().name());
        List<PackedBlob> told = known.getOrDefault(id, List.of());
        if (pack.frozen() && !told.isEmpty()) {
            // It cannot be read, and what the index says of it is all there is.
            whole.put(id, told);
            return;
        }
        List<PackedBlob> blobs;
        try {
            blobs = headers.header(pack.file(), pack.length());
        } catch (DamagedException e) {
            // The index may still know what was in it.
            damaged.put(id, told);
            return;
        } catch (NoSuchFileException e) {
            return;
        }
        if (check != null && !check.read(pack, blobs).isWhole()) {
            damaged.put(id, blobs);
        } else {
            whole.put(id, blobs);
        }
    }

    private Map<ObjectId, List<PackedBlob>> salvage() throws IOException {
        try (PackCopier copier = new PackCopier(storage, sealer, options)) {
            for (Map.Entry<ObjectId, List<PackedBlob>> pack : damaged.entrySet()) {
                for (PackedBlob blob : pack.getValue()) {
                    try {
                        new RangeReader(storage).read(pack.getKey(), List.of(blob), (one, bytes) -> {
                            BlobReader.open(sealer, one, bytes, 0);
                            copier.add(one, bytes);
                            salvaged++;
                        });
                    } catch (DamagedException e) {
                        // This one is lost, unless another pack has it.
                        listener.progressed(WorkListener.Step.REPACK, salvaged, 0);
                    }
                }
            }
            return copier.finish();
        }
    }

    /** How many packs the new index names. */
    public int packsIndexed() {
        return whole.size();
    }

    public int packsDamaged() {
        return damaged.size();
    }

    public int blobsSalvaged() {
        return salvaged;
    }
}
