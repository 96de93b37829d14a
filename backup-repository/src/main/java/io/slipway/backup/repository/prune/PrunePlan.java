package io.slipway.backup.repository.prune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import io.slipway.backup.repository.ObjectId;

/**
 * What becomes of the packs that the index names.
 *
 * @param unneeded of which snapshots need nothing
 * @param repacked whose useful blobs are written anew
 * @param unusedBytes that stay in packs beside useful ones
 */
record PrunePlan(List<ObjectId> unneeded, List<ObjectId> repacked, long usedBytes, long unusedBytes) {
    /** Writes those packs anew that give most room for what has to be copied, until little enough is unused. */
    static PrunePlan of(Collection<PackUse> packs, PruneOptions options) {
        List<ObjectId> unneeded = new ArrayList<>();
        List<PackUse> partly = new ArrayList<>();
        long used = 0;
        long unused = 0;
        for (PackUse pack : packs) {
            used += pack.used();
            if (pack.used() == 0) {
                unneeded.add(pack.pack());
            } else if (pack.unused() > 0) {
                unused += pack.unused();
                if (pack.readable()) {
                    partly.add(pack);
                }
            }
        }
        partly.sort(Comparator.comparingDouble(PackUse::unusedPart).reversed().thenComparing(PackUse::pack));
        List<ObjectId> repacked = new ArrayList<>();
        double allowed =
                options.maxUnused() < 1 ? options.maxUnused() / (1 - options.maxUnused()) * used : Double.MAX_VALUE;
        long copied = 0;
        for (PackUse pack : partly) {
            if (unused > allowed && copied + pack.used() <= options.maxRepackBytes()) {
                repacked.add(pack.pack());
                copied += pack.used();
                unused -= pack.unused();
            }
        }
        return new PrunePlan(unneeded, repacked, used, unused);
    }
}
