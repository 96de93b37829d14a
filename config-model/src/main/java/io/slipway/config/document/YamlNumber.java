package io.slipway.config.document;

import java.math.BigInteger;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** YAML's ways to write a number, as the one way JSON has. */
final class YamlNumber {
    private static final Pattern JSON = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final int HEX = 16;
    private static final int OCTAL = 8;

    private YamlNumber() {}

    /**
     * The number as JSON writes it; null for what JSON cannot say, such as {@code .inf}, and for {@code 007}, which is 7 to YAML
     * 1.2, octal to YAML 1.1 and an identifier to people: both stay the text they are.
     */
    static @Nullable String decimal(String text) {
        if (text.startsWith("0x") && text.length() > 2) {
            return whole(text.substring(2), HEX);
        }
        if (text.startsWith("0o") && text.length() > 2) {
            return whole(text.substring(2), OCTAL);
        }
        String unsigned = text.startsWith("+") ? text.substring(1) : text;
        String leading = unsigned.startsWith(".")
                ? "0" + unsigned
                : unsigned.startsWith("-.") ? "-0" + unsigned.substring(1) : unsigned;
        String full = leading.endsWith(".") ? leading + "0" : leading.replaceFirst("\\.(?=[eE])", ".0");
        return JSON.matcher(full).matches() ? full : null;
    }

    private static @Nullable String whole(String digits, int radix) {
        try {
            return digits.length() > 64 ? null : new BigInteger(digits, radix).toString();
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
