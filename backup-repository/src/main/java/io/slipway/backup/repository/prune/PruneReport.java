package io.slipway.backup.repository.prune;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

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
 * @param kept what could have gone and was not let go by the storage; a later prune tries again
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
        Kept kept,
        List<String> notes) {
    /**
     * What a storage did not let go.
     *
     * @param bytes of the packs among the files; an index file counts for none
     * @param until when the last of them can go; null where there is none, or the storage does not say
     */
    public record Kept(int files, long bytes, @Nullable Instant until) {
        public static final Kept NONE = new Kept(0, 0, null);
    }

    public PruneReport {
        notes = List.copyOf(notes);
    }
}
