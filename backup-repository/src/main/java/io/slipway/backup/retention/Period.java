package io.slipway.backup.retention;

import java.time.OffsetDateTime;
import java.time.temporal.IsoFields;

/** Stretches of the calendar of each of which the newest snapshot may be kept. A snapshot's own offset decides on its day. */
public enum Period {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    /** A number that two times share if and only if they are in the same stretch; weeks begin on Mondays (ISO 8601). */
    long of(OffsetDateTime time) {
        return switch (this) {
            case HOURLY -> DAILY.of(time) * 100 + time.getHour();
            case DAILY -> MONTHLY.of(time) * 100 + time.getDayOfMonth();
            case WEEKLY -> time.get(IsoFields.WEEK_BASED_YEAR) * 100L + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTHLY -> YEARLY.of(time) * 100 + time.getMonthValue();
            case YEARLY -> time.getYear();
        };
    }

    /** Such as {@code daily}. */
    public String adverb() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
