package io.slipway.backup.repository.repair;

import java.util.List;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.StoredSnapshot;

/**
 * What a repair did.
 *
 * @param packsIndexed that the new index names
 * @param packsDamaged whose whole blobs were copied into new packs
 * @param blobsSalvaged out of those
 * @param rewritten snapshots that lost something
 * @param lost for people: each file and folder that lost something, of which snapshot
 * @param unreadable snapshot files that nothing can be made of; they are left as they are
 */
public record RepairReport(
        int packsIndexed,
        int packsDamaged,
        int blobsSalvaged,
        List<Rewritten> rewritten,
        List<String> lost,
        List<String> unreadable) {
    public RepairReport {
        rewritten = List.copyOf(rewritten);
        lost = List.copyOf(lost);
        unreadable = List.copyOf(unreadable);
    }

    /** A snapshot and what is left of it. */
    public record Rewritten(ObjectId old, StoredSnapshot now) {}
}
