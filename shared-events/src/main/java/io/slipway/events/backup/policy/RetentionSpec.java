package io.slipway.events.backup.policy;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which snapshots of a source are kept: each that one of these rules names. With no rule at all, all of them.
 *
 * @param last the newest so many
 * @param hourly the newest of each of the newest so many hours that have one; the others likewise
 * @param within all that are younger than the newest by no more than this
 * @param tags all that carry one of these
 */
public record RetentionSpec(
        @Nullable Integer last,
        @Nullable Integer hourly,
        @Nullable Integer daily,
        @Nullable Integer weekly,
        @Nullable Integer monthly,
        @Nullable Integer yearly,
        @Nullable Duration within,
        List<String> tags) {
    /** Keeps everything. */
    public static final RetentionSpec ALL = new RetentionSpec(null, null, null, null, null, null, null, List.of());

    public RetentionSpec {
        tags = List.copyOf(tags);
    }

    /** Whether no rule says what goes. */
    public boolean keepsAll() {
        return equals(ALL);
    }
}
