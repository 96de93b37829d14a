package io.slipway.backup.repository.json;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/** Times as Go writes them in JSON: RFC 3339 with seconds always, and fractions as far as they go. */
public final class GoTime {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    private GoTime() {}

    public static String format(OffsetDateTime time) {
        return FORMAT.format(time);
    }

    /** @throws java.time.format.DateTimeParseException if it is none */
    public static OffsetDateTime parse(String text) {
        return OffsetDateTime.parse(text);
    }
}
