package io.slipway.backup.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON with the escapes of Go's {@code encoding/json}, which are part of what a tree's hash is taken of. */
final class GoJson {
    private static final String HEX = "0123456789abcdef";

    private byte[] buffer = new byte[4096];
    private int length;

    /** Text of ASCII that is JSON already. */
    @SuppressWarnings("deprecation")
    GoJson raw(String json) {
        int end = json.length();
        ensure(end);
        json.getBytes(0, end, buffer, length);
        length += end;
        return this;
    }

    GoJson number(long unsigned) {
        return raw(Long.toUnsignedString(unsigned));
    }

    GoJson string(String text) {
        raw("\"");
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            append(codePoint);
            i += Character.charCount(codePoint);
        }
        return raw("\"");
    }

    /** Any text that is JSON already. */
    GoJson utf8(String json) {
        append(json.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void append(int codePoint) {
        switch (codePoint) {
            case '"' -> raw("\\\"");
            case '\\' -> raw("\\\\");
            case '\b' -> raw("\\b");
            case '\f' -> raw("\\f");
            case '\n' -> raw("\\n");
            case '\r' -> raw("\\r");
            case '\t' -> raw("\\t");
            // Go escapes what HTML and JavaScript would trip over.
            case '<', '>', '&', '\u2028', '\u2029' -> escape(codePoint);
            default -> {
                if (codePoint < ' ') {
                    escape(codePoint);
                } else if (codePoint < 0x80) {
                    ensure(1);
                    buffer[length++] = (byte) codePoint;
                } else if (Character.getType(codePoint) == Character.SURROGATE) {
                    escape('\uFFFD');
                } else {
                    append(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void escape(int codePoint) {
        raw("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            ensure(1);
            buffer[length++] = (byte) HEX.charAt(codePoint >> shift & 0xf);
        }
    }

    private void append(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
