package io.slipway.events.backup.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a run may use.
 *
 * @param upload bytes in a second; null for as many as go
 * @param download bytes in a second; null for as many as go
 * @param concurrency how many things are read at the same time; null for what suits the host
 */
public record LimitsSpec(
        @Nullable Long upload,
        @Nullable Long download,
        @Nullable Integer concurrency) {
    public static final LimitsSpec NONE = new LimitsSpec(null, null, null);
}
