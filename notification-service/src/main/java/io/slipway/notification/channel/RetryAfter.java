package io.slipway.notification.channel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** {@code Retry-After} in both of its forms, a number of seconds and an HTTP date (RFC 9110, section 10.2.3). */
final class RetryAfter {
    /** Of a target that wants to be left alone and does not say for how long, or not so that it can be understood. */
    static final Duration DEFAULT = Duration.ofSeconds(30);
    /** Whoever asks for more is asked again after that long; a slip of theirs must not silence a channel for years. */
    static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** From 0 to {@link #LONGEST}. */
    static Duration parse(String value, Instant now) {
        Duration wait = value.matches("\\d{1,18}") ? Duration.ofSeconds(Long.parseLong(value)) : untilDate(value, now);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Duration untilDate(String value, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(now, date);
        } catch (DateTimeException e) {
            return DEFAULT;
        }
    }
}
