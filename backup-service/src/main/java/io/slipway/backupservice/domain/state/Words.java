package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Amounts as people read them. */
public final class Words {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final int STEP = 1024;
    private static final int PARTS = 2;

    private record Part(long amount, String unit) {}

    private Words() {}

    /** The two largest units that are not zero, such as {@code 1 d 3 h} or {@code 45 s}; below a second, milliseconds. */
    public static String of(Duration duration) {
        Duration positive = duration.isNegative() ? Duration.ZERO : duration;
        if (positive.toSeconds() == 0) {
            return positive.toMillis() + " ms";
        }
        return List.of(
                        new Part(positive.toDays(), "d"),
                        new Part(positive.toHoursPart(), "h"),
                        new Part(positive.toMinutesPart(), "min"),
                        new Part(positive.toSecondsPart(), "s"))
                .stream()
                .filter(part -> part.amount() > 0)
                .limit(PARTS)
                .map(part -> part.amount() + " " + part.unit())
                .collect(Collectors.joining(" "));
    }

    /** Such as {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.size() - 1) {
            amount /= STEP;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS.get(unit));
    }
}
