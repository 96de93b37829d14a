package io.slipway.backup.mongodb.pointintime;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import io.slipway.backup.mongodb.oplog.OplogTime;

/**
 * The point in time that a database is to be restored to.
 *
 * @param limit the time of an entry of the oplog, whether there is one or not
 * @param inclusive whether the entry with that time is still applied
 */
public record RecoveryTarget(OplogTime limit, boolean inclusive) {
    /** The state right after the entry with this time, as Percona Backup for MongoDB takes it. */
    public static RecoveryTarget after(OplogTime time) {
        return new RecoveryTarget(time, true);
    }

    /** The state right before the entry with this time, as mongorestore's {@code --oplogLimit} takes it. */
    public static RecoveryTarget before(OplogTime time) {
        return new RecoveryTarget(time, false);
    }

    /** The state when this second began: nothing of the second itself is applied. */
    public static RecoveryTarget at(Instant time) {
        return before(new OplogTime(time.getEpochSecond(), 0));
    }

    /**
     * Of {@code seconds:increment}, which includes the entry with that time, or of a date such as
     * {@code 2026-11-26T07:30:00Z}, which means the state when that second began.
     *
     * @throws IllegalArgumentException if it is neither; the message says what was expected
     */
    public static RecoveryTarget parse(String text) {
        if (text.matches("\\d+[:.]\\d+")) {
            return after(OplogTime.parse(text));
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.getNano() != 0) {
                throw new IllegalArgumentException(
                        "the oplog counts whole seconds: leave the fraction of \"" + text + "\" out");
            }
            return at(time);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected a date with its zone such as 2026-11-26T07:30:00Z, or seconds:increment of the oplog, found \""
                            + text + "\"",
                    e);
        }
    }

    /** Whether an entry with this time is applied. */
    public boolean includes(OplogTime time) {
        return inclusive ? !time.isAfter(limit) : time.isBefore(limit);
    }

    @Override
    public String toString() {
        return (inclusive ? "after " : "before ") + limit + " (" + limit.instant() + ")";
    }
}
