package io.slipway.config.document;

import java.math.BigDecimal;

/** Which numbers are taken: few characters must not become gigabytes of digits when somebody computes with them. */
final class Numbers {
    static final String UNREASONABLE = "a number has at most 100 characters and an exponent of at most 400";

    private static final int LONGEST = 100;
    private static final int LARGEST_EXPONENT = 400;

    private Numbers() {}

    static boolean isReasonable(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        try {
            return Math.abs((long) new BigDecimal(text).scale()) <= LARGEST_EXPONENT;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
