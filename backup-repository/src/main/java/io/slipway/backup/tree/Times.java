package io.slipway.backup.tree;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** When a file was changed last, when read, and when its inode was changed last; to the nanosecond. */
public record Times(OffsetDateTime modified, OffsetDateTime accessed, OffsetDateTime changed) {
    /** The same moment for all three. */
    public static Times of(Instant moment) {
        OffsetDateTime time = moment.atOffset(ZoneOffset.UTC);
        return new Times(time, time, time);
    }
}
