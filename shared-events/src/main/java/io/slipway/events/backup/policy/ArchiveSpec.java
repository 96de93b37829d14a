package io.slipway.events.backup.policy;

import java.time.Duration;

/**
 * Where old snapshots go.
 *
 * @param after their age by then
 * @param tier the storage's own name for it, such as {@code GLACIER_IR} or {@code ARCHIVE}
 */
public record ArchiveSpec(Duration after, String tier) {}
