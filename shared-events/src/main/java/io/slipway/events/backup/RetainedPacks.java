package io.slipway.events.backup;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a prune wanted to remove and the storage did not let go.
 *
 * @param files how many
 * @param bytes of those with data
 * @param until when the last of them can go; null where the storage does not say
 */
public record RetainedPacks(int files, long bytes, @Nullable Instant until) {}
