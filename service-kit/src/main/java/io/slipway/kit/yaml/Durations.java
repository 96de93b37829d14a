package io.slipway.kit.yaml;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: ISO 8601 ({@code PT5M}), or {@code 250ms}, {@code 30s}, {@code 1h30m}. */
public final class Durations {
    /** Longer is a mistake, and would overflow a date somewhere. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Durations() {}

    public static Optional<Duration> parse(String text) {
        try {
            return Optional.of(text.startsWith("P") ? Duration.parse(text) : units(text))
                    .filter(duration -> !duration.isNegative() && duration.compareTo(LONGEST) <= 0);
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Duration units(String text) {
        Matcher parts = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (parts.find() && parts.start() == end) {
            end = parts.end();
            sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
        }
        if (end != text.length() || text.isEmpty()) {
            throw new DateTimeParseException("not a duration", text, end);
        }
        return sum;
    }

    private static Duration part(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
