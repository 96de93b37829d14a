package io.slipway.backup.repository.prune;

import java.time.Duration;

/**
 * How room is made.
 *
 * @param grace how long a pack that nothing needs stays; longer than any backup runs. Zero removes at once, for which nobody else
 *     may use the repository
 * @param maxUnused how much of what is kept may be of no use, as a part of it: less means that more is read and written anew
 * @param maxRepackBytes how much is written anew at most
 * @param dryRun only to tell what would happen
 */
public record PruneOptions(Duration grace, double maxUnused, long maxRepackBytes, boolean dryRun) {
    public static final PruneOptions DEFAULT = new PruneOptions(Duration.ofHours(24), 0.05, Long.MAX_VALUE, false);

    public PruneOptions {
        if (grace.isNegative() || !(maxUnused >= 0 && maxUnused <= 1) || maxRepackBytes < 0) {
            throw new IllegalArgumentException("grace and limits are not negative, and a part is at most the whole");
        }
    }

    public PruneOptions withGrace(Duration time) {
        return new PruneOptions(time, maxUnused, maxRepackBytes, dryRun);
    }

    public PruneOptions withMaxUnused(double part) {
        return new PruneOptions(grace, part, maxRepackBytes, dryRun);
    }

    public PruneOptions withMaxRepackBytes(long bytes) {
        return new PruneOptions(grace, maxUnused, bytes, dryRun);
    }

    public PruneOptions asDryRun() {
        return new PruneOptions(grace, maxUnused, maxRepackBytes, true);
    }
}
