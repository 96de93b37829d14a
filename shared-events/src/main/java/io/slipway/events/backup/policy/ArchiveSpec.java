package io.slipway.events.backup.policy;

import java.time.Duration;

/**
 * Where data goes that is read seldom.
 *
 * @param after how old a snapshot is by then whose data goes there, unless a younger one needs it as well; zero where new data is
 *     written there at once
 * @param tier the storage's own name for it, such as {@code GLACIER_IR} or {@code ARCHIVE}
 */
public record ArchiveSpec(Duration after, String tier) {}
