package io.slipway.events.backup;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How much of a repository was read again.
 *
 * @param packs how many files with data there are
 * @param verified how many of them were read since {@code since}
 * @param bytes of all of them
 * @param verifiedBytes of those that were read
 * @param since when this round began
 * @param completed when a round last ended that had read everything; null if none has
 */
public record Coverage(
        long packs,
        long verified,
        long bytes,
        long verifiedBytes,
        Instant since,
        @Nullable Instant completed) {}
