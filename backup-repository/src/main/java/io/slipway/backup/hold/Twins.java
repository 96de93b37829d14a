package io.slipway.backup.hold;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.retention.Retention;

/**
 * Snapshots that differ in nothing but a legal hold. There are two where somebody died between writing the new and removing the
 * old one, and where the storage does not let the old one go.
 */
public final class Twins {
    private Twins() {}

    /** What makes twins: the name of the first of their line, and all that they say but for the hold. */
    private record Kinship(ObjectId first, Snapshot substance) {
        static Kinship of(StoredSnapshot stored) {
            return new Kinship(
                    stored.first(), HoldTags.released(stored.snapshot()).withOriginal(stored.first()));
        }
    }

    /** A snapshot and its twins. */
    static List<StoredSnapshot> of(StoredSnapshot one, List<StoredSnapshot> snapshots) {
        Kinship kinship = Kinship.of(one);
        return snapshots.stream()
                .filter(other -> Kinship.of(other).equals(kinship))
                .toList();
    }

    /** Those that have a twin which is on hold, and are not on hold themselves: they are of no use. */
    public static List<StoredSnapshot> superfluous(List<StoredSnapshot> snapshots) {
        Set<Kinship> held = new HashSet<>();
        snapshots.stream().filter(Twins::isOnHold).map(Kinship::of).forEach(held::add);
        return snapshots.stream()
                .filter(stored -> !isOnHold(stored) && held.contains(Kinship.of(stored)))
                .toList();
    }

    static boolean isOnHold(StoredSnapshot stored) {
        return Retention.isOnHold(stored.snapshot());
    }
}
