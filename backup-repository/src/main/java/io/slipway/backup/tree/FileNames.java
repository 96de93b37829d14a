package io.slipway.backup.tree;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of files as text. Unix names are bytes, mostly UTF-8. A byte that is not part of valid UTF-8 stands in the text as the
 * lone surrogate U+DC00 plus the byte (as in Python's PEP 383), so that every name has a text and gets its bytes back from it.
 */
public final class FileNames {
    private static final char RAW = '\uDC00';

    private FileNames() {}

    public static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    public static String of(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        return decodeBytewise(bytes, offset, length);
    }

    /** The bytes the name has on the disk. */
    public static byte[] bytes(String name) {
        if (isText(name)) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer bytes = ByteBuffer.allocate(name.length() * 3);
        for (int i = 0; i < name.length(); ) {
            int codePoint = name.codePointAt(i);
            if (isRaw(codePoint)) {
                bytes.put((byte) (codePoint - RAW));
            } else {
                bytes.put(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(codePoint);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Whether the bytes of the name are valid UTF-8. */
    public static boolean isText(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** For people: a byte that is no text is shown as {@code \xff}, a control character in the same way. */
    public static String shown(String name) {
        boolean plain = name.chars().allMatch(c -> c >= ' ' && c != 0x7f && !Character.isSurrogate((char) c));
        return plain ? name : GoQuotation.quote(name).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** The order of the bytes, which is the one of the nodes in a tree. */
    public static int compare(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                // Below the surrogates the order of UTF-16 is the one of UTF-8.
                return l < Character.MIN_SURROGATE && r < Character.MIN_SURROGATE
                        ? Character.compare(l, r)
                        : Arrays.compareUnsigned(bytes(left), bytes(right));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    static boolean isRaw(int codePoint) {
        return codePoint >= RAW + 0x80 && codePoint <= RAW + 0xff;
    }

    static int rawByte(int codePoint) {
        return codePoint - RAW;
    }

    private static String decodeBytewise(byte[] bytes, int offset, int length) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(length);
        while (true) {
            var result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            out.put((char) (RAW + (in.get() & 0xff)));
            decoder.reset();
        }
    }
}
