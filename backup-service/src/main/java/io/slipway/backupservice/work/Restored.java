package io.slipway.backupservice.work;

import java.time.Instant;

/**
 * What a restore did, or would do.
 *
 * @param shows the moment that what was restored shows
 * @param summary what was restored where, in a line
 */
record Restored(long files, long bytes, Instant shows, String summary) {}
