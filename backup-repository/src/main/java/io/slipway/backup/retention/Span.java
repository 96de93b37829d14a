package io.slipway.backup.retention;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time on the calendar, as restic writes it: {@code 1y6m10d12h}. */
public record Span(int years, int months, int days, int hours) {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})y)?(?:(\\d{1,4})m)?(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?");

    public Span {
        if (years < 0 || months < 0 || days < 0 || hours < 0 || years + months + days + hours == 0) {
            throw new IllegalArgumentException("a span of time is longer than nothing");
        }
    }

    public static Span ofDays(int days) {
        return new Span(0, 0, days, 0);
    }

    /** @throws IllegalArgumentException if it is none */
    public static Span parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no span of time: years, months, days and hours are written as in 1y6m10d12h");
        }
        return new Span(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4));
    }

    private static int number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    /**
     * The moment so long before. A month before the 31st of March is the 3rd of March, as days that a month does not have run
     * into the next one: so does restic.
     */
    OffsetDateTime before(OffsetDateTime moment) {
        LocalDate date = LocalDate.of(moment.getYear(), 1, 1)
                .minusYears(years)
                .plusMonths(moment.getMonthValue() - 1L - months)
                .plusDays(moment.getDayOfMonth() - 1L - days);
        return LocalDateTime.of(date, moment.toLocalTime())
                .atOffset(moment.getOffset())
                .minusHours(hours);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        append(text, years, 'y');
        append(text, months, 'm');
        append(text, days, 'd');
        append(text, hours, 'h');
        return text.toString();
    }

    private static void append(StringBuilder text, int number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
