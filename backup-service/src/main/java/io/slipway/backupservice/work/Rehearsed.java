package io.slipway.backupservice.work;

import java.time.Instant;
import java.util.List;

import io.slipway.events.backup.DrillCheck;

/**
 * What the rehearsal of one source's restore showed.
 *
 * @param shows the moment that the restored data shows
 * @param way for people: where it was restored to
 */
record Rehearsed(Instant shows, long bytes, List<DrillCheck> checks, String way) {
    Rehearsed {
        checks = List.copyOf(checks);
    }
}
