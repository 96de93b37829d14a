package io.slipway.backup.repository.prune;

import java.io.IOException;
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
import io.slipway.backup.repository.index.BlobIndex;
import io.slipway.backup.repository.pack.PackedBlob;
import io.slipway.backup.repository.read.BlobReader;
import io.slipway.backup.repository.read.RangeReader;
import io.slipway.backup.repository.upload.PackCopier;
import io.slipway.backup.repository.upload.UploadOptions;
import io.slipway.backup.storage.Storage;

/** Copies what is needed out of packs into new ones, as it is encrypted; each blob is decrypted and hashed before. */
final class Repacker {
    private final Storage storage;
    private final Sealer sealer;
    private final UploadOptions options;
    private final WorkListener listener;
    private final List<String> notes = new ArrayList<>();
    private final Set<ObjectId> failed = new HashSet<>();

    Repacker(Storage storage, Sealer sealer, UploadOptions options, WorkListener listener) {
        this.storage = storage;
        this.sealer = sealer;
        this.options = options;
        this.listener = listener;
    }

    /** The new packs, which are durable when this returns. */
    Map<ObjectId, List<PackedBlob>> repack(List<ObjectId> packs, BlobIndex index, UsedBlobs used) throws IOException {
        Map<ObjectId, List<PackedBlob>> wanted = new HashMap<>();
        packs.forEach(pack -> wanted.put(pack, new ArrayList<>()));
        index.forEachEntry((entry, pack, blob) -> {
            List<PackedBlob> list = wanted.get(pack);
            if (list != null && used.needs(entry)) {
                list.add(blob);
            }
        });
        long total = wanted.values().stream()
                .flatMap(List::stream)
                .mapToLong(PackedBlob::length)
                .sum();
        long[] done = {0};
        try (PackCopier copier = new PackCopier(storage, sealer, options)) {
            for (ObjectId pack : packs) {
                try {
                    new RangeReader(storage).read(pack, wanted.getOrDefault(pack, List.of()), (blob, stored) -> {
                        BlobReader.open(sealer, blob, stored, 0);
                        copier.add(blob, stored);
                        done[0] += blob.length();
                        listener.progressed(WorkListener.Step.REPACK, done[0], total);
                    });
                } catch (DamagedException e) {
                    failed.add(pack);
                    notes.add("pack " + pack + " stays as it is, because not all of it can be read: " + e.getMessage());
                }
            }
            return copier.finish();
        }
    }

    /** Packs that could not be read whole; they must stay. */
    Set<ObjectId> failed() {
        return failed;
    }

    List<String> notes() {
        return notes;
    }
}
