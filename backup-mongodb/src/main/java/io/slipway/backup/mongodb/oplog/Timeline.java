package io.slipway.backup.mongodb.oplog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A history of the database without a break. A new one begins with the first slice of all, when the oplog was lost, and after a
 * restore.
 *
 * @param id sorts by the time at which it began
 * @param replicaSet whose oplog it is
 * @param start the first entry it has
 * @param reason why it began, for people
 * @param slices by their beginning; they may overlap
 */
public record Timeline(String id, String replicaSet, OplogPoint start, String reason, List<Slice> slices) {
    public Timeline {
        slices = List.copyOf(slices);
    }

    /** Up to where it is kept; empty if it has no slice yet. */
    public Optional<OplogPoint> end() {
        return slices.stream().map(Slice::to).max(Comparator.comparing(OplogPoint::time));
    }

    /** Where the next slice begins. */
    public OplogPoint next() {
        return end().orElse(start);
    }
}
