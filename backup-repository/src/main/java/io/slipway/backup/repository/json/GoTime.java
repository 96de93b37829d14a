package io.slipway.backup.repository.json;

import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Times as Go writes them, {@code time.RFC3339Nano}: as many digits of the second as there are, and {@code Z} for UTC. */
public final class GoTime {
    /** Where the seconds end: 2006-01-02T15:04:05. */
    private static final int SECONDS_END = 19;

    private GoTime() {}

    /**
     * Reads the usual form by hand, since a tree has three of them for each file; all else as Java does.
     *
     * @throws java.time.format.DateTimeParseException if it is none
     */
    public static OffsetDateTime parse(String text) {
        int length = text.length();
        int zone = length > 0 && text.charAt(length - 1) == 'Z' ? length - 1 : length - 6;
        if (zone < SECONDS_END
                || zone == SECONDS_END + 1
                || zone > SECONDS_END + 10
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || zone > SECONDS_END && text.charAt(SECONDS_END) != '.') {
            return OffsetDateTime.parse(text);
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int nano = zone == SECONDS_END ? 0 : number(text, SECONDS_END + 1, zone);
        int offset = zone == length - 1 ? 0 : offset(text, zone);
        if ((year | hour | minute | second | nano | offset) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 31
                || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()
                || hour > 23
                || minute > 59
                || second > 59) {
            return OffsetDateTime.parse(text);
        }
        for (int digits = zone - SECONDS_END - 1; digits < 9 && nano > 0; digits++) {
            nano *= 10;
        }
        ZoneOffset at = offset == 0
                ? ZoneOffset.UTC
                : ZoneOffset.ofTotalSeconds(text.charAt(zone) == '-' ? -offset * 60 : offset * 60);
        return OffsetDateTime.of(year, month, day, hour, minute, second, nano, at);
    }

    /** In minutes without its sign, or -1 if it is none. */
    private static int offset(String text, int from) {
        int hours = number(text, from + 1, from + 3);
        int minutes = number(text, from + 4, from + 6);
        boolean well = (text.charAt(from) == '+' || text.charAt(from) == '-') && text.charAt(from + 3) == ':';
        return well && hours >= 0 && hours < 18 && minutes >= 0 && minutes < 60 ? hours * 60 + minutes : -1;
    }

    /** -1 if these are not all digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    public static String format(OffsetDateTime time) {
        StringBuilder text = new StringBuilder(35);
        // Go refuses other years; restic clamps them the same way.
        digits(text, Math.clamp(time.getYear(), 0, 9999), 4);
        digits(text.append('-'), time.getMonthValue(), 2);
        digits(text.append('-'), time.getDayOfMonth(), 2);
        digits(text.append('T'), time.getHour(), 2);
        digits(text.append(':'), time.getMinute(), 2);
        digits(text.append(':'), time.getSecond(), 2);
        if (time.getNano() != 0) {
            digits(text.append('.'), time.getNano(), 9);
            int end = text.length();
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            text.setLength(end);
        }
        int offset = time.getOffset().getTotalSeconds() / 60;
        if (offset == 0) {
            return text.append('Z').toString();
        }
        digits(text.append(offset < 0 ? '-' : '+'), Math.abs(offset) / 60, 2);
        digits(text.append(':'), Math.abs(offset) % 60, 2);
        return text.toString();
    }

    private static void digits(StringBuilder text, int number, int count) {
        String digits = Integer.toString(number);
        text.repeat('0', count - digits.length()).append(digits);
    }
}
