package io.slipway.cli.backup;

import java.util.Locale;

/** How amounts of data read. */
final class ByteWords {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int STEP = 1024;

    private ByteWords() {}

    /** {@code 512 B}, {@code 3.4 KiB}, {@code 120 MiB}: three digits at most. */
    static String of(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        boolean whole = unit == 0 || amount >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
