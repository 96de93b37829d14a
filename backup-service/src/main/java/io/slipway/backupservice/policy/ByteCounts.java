package io.slipway.backupservice.policy;

import java.util.List;

/** Numbers of bytes as people write them: {@code 512KiB}, {@code 50MiB}; a power of 1024 for each unit. */
final class ByteCounts {
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
    private static final int STEP = 1024;

    private ByteCounts() {}

    /**
     * @throws ArithmeticException if it is more than a long holds
     * @throws NumberFormatException if it is none
     */
    static long parse(String text) {
        long factor = 1;
        for (String unit : UNITS) {
            factor = Math.multiplyExact(factor, STEP);
            if (text.endsWith(unit)) {
                return Math.multiplyExact(Long.parseLong(text.substring(0, text.length() - unit.length())), factor);
            }
        }
        return Long.parseLong(text.substring(0, text.length() - 1));
    }
}
