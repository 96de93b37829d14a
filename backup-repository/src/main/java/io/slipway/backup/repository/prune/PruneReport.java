package io.slipway.backup.repository.prune;

import java.util.List;

/**
 * What a prune did, or would do.
 *
 * @param usedBytes that snapshots need, as stored
 * @param unusedBytes that no snapshot needs, in packs that stay because of others
 * @param packsMarked that go after the grace time, from this prune on
 * @param packsUnmarked that were marked and are needed after all
 * @param packsRepacked whose useful blobs were written anew
 * @param packsRemoved for good
 * @param bytesRemoved of those
 * @param bytesWaiting in packs that are marked
 * @param notes for people: what stayed although it could have gone, and why
 */
public record PruneReport(
        long usedBytes,
        long unusedBytes,
        int packsMarked,
        int packsUnmarked,
        int packsRepacked,
        int packsRemoved,
        long bytesRemoved,
        long bytesWaiting,
        List<String> notes) {
    public PruneReport {
        notes = List.copyOf(notes);
    }
}
