package io.slipway.backup.tree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The escapes restic has in the names of nodes: what Go's {@code strconv.Quote} puts between its quotes, so that a name that
 * is not UTF-8 fits into JSON.
 */
final class GoQuotation {
    private static final String LETTERS = "abfnrtv\\\"";
    private static final String MEANINGS = "\007\b\f\n\r\t\013\\\"";

    private GoQuotation() {}

    static String quote(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder quoted = new StringBuilder(name.length() + 16);
        name.codePoints().forEach(codePoint -> append(quoted, codePoint));
        return quoted.toString();
    }

    /** @throws IllegalArgumentException if it has an escape that Go does not know */
    static String unquote(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(quoted.length());
        int at = 0;
        while (at < quoted.length()) {
            int escape = quoted.indexOf('\\', at);
            int end = escape < 0 ? quoted.length() : escape;
            bytes.writeBytes(quoted.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = escape < 0 ? end : unescape(quoted, escape + 1, bytes);
        }
        return FileNames.of(bytes.toByteArray());
    }

    private static int unescape(String quoted, int at, ByteArrayOutputStream bytes) {
        if (at == quoted.length()) {
            throw new IllegalArgumentException("the name \"" + quoted + "\" ends within an escape");
        }
        char letter = quoted.charAt(at);
        int meaning = LETTERS.indexOf(letter);
        if (meaning >= 0) {
            bytes.write(MEANINGS.charAt(meaning));
            return at + 1;
        }
        return switch (letter) {
            case 'x' -> rawByte(quoted, at + 1, 2, 16, bytes);
            case 'u' -> codePoint(quoted, at + 1, 4, bytes);
            case 'U' -> codePoint(quoted, at + 1, 8, bytes);
            case '0', '1', '2', '3' -> rawByte(quoted, at, 3, 8, bytes);
            default ->
                throw new IllegalArgumentException("the name \"" + quoted + "\" has the unknown escape \\" + letter);
        };
    }

    private static int rawByte(String quoted, int at, int digits, int radix, ByteArrayOutputStream bytes) {
        bytes.write(number(quoted, at, digits, radix));
        return at + digits;
    }

    private static int codePoint(String quoted, int at, int digits, ByteArrayOutputStream bytes) {
        int codePoint = number(quoted, at, digits, 16);
        if (!Character.isValidCodePoint(codePoint)) {
            throw new IllegalArgumentException("the name \"" + quoted + "\" names a character that does not exist");
        }
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        return at + digits;
    }

    private static int number(String quoted, int at, int digits, int radix) {
        if (at + digits > quoted.length()) {
            throw new IllegalArgumentException("the name \"" + quoted + "\" ends within an escape");
        }
        return Integer.parseUnsignedInt(quoted, at, at + digits, radix);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder quoted, int codePoint) {
        int letter = MEANINGS.indexOf(codePoint);
        if (letter >= 0) {
            quoted.append('\\').append(LETTERS.charAt(letter));
        } else if (FileNames.isRaw(codePoint)) {
            quoted.append(String.format("\\x%02x", FileNames.rawByte(codePoint)));
        } else if (isPrintable(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else if (codePoint < ' ' || codePoint == 0x7f) {
            quoted.append(String.format("\\x%02x", codePoint));
        } else {
            quoted.append(String.format(codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint));
        }
    }

    /** Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols, and of all spaces only the one of ASCII. */
    private static boolean isPrintable(int codePoint) {
        return codePoint == ' '
                || switch (Character.getType(codePoint)) {
                    case Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }
}
