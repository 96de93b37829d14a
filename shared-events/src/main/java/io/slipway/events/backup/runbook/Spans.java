package io.slipway.events.backup.runbook;

import java.time.Duration;
import java.util.Locale;

/** How long something took, or may take. */
final class Spans {
    private static final Duration DAYS = Duration.ofHours(48);

    private Spans() {}

    /** {@code 0.8 s}, {@code 3 min 5 s}, {@code 24 h}, {@code 8 d}: two units at most. */
    static String of(Duration span) {
        if (span.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, span.toMillis()) / 1000.0);
        }
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            return span.toMinutes() == 0
                    ? span.toSeconds() + " s"
                    : two(span.toMinutes(), "min", span.toSecondsPart(), "s");
        }
        return span.compareTo(DAYS) <= 0
                ? two(span.toHours(), "h", span.toMinutesPart(), "min")
                : two(span.toDays(), "d", span.toHoursPart(), "h");
    }

    private static String two(long great, String unit, long small, String part) {
        return great + " " + unit + (small == 0 ? "" : " " + small + " " + part);
    }
}
