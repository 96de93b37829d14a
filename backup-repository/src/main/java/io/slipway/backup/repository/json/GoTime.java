package io.slipway.backup.repository.json;

import java.time.OffsetDateTime;

/** Times as Go writes them, {@code time.RFC3339Nano}: as many digits of the second as there are, and {@code Z} for UTC. */
public final class GoTime {
    private GoTime() {}

    /** @throws java.time.format.DateTimeParseException if it is none */
    public static OffsetDateTime parse(String text) {
        return OffsetDateTime.parse(text);
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
