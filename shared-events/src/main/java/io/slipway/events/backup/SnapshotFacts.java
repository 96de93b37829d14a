package io.slipway.events.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup made of one source.
 *
 * @param id in the repository, 64 hexadecimal digits
 * @param source the policy's name of it
 * @param kind {@code mongodb}, {@code files}, {@code kafka} or {@code command}
 * @param time the moment it shows
 * @param files how many there are in it
 * @param bytes of the source as read
 * @param added bytes that were not in the repository before
 * @param stored the same as they are stored
 * @param warnings what could not be read as it should be, at most a few
 */
public record SnapshotFacts(
        String id,
        String source,
        String kind,
        Instant time,
        long files,
        long bytes,
        long added,
        long stored,
        List<String> warnings) {
    public SnapshotFacts {
        warnings = List.copyOf(warnings);
    }
}
