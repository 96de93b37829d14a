package io.slipway.config.document;

/** Reads .properties as {@link java.util.Properties} does, but with positions and without a key being there twice. One use. */
final class PropertiesReader {
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    private final SourceText source;
    private final TreeBuilder builder;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    PropertiesReader(SourceText source) {
        this.source = source;
        text = source.text();
        builder = new TreeBuilder(source.document());
    }

    Parsed<ConfigTree> read() {
        while (at < text.length()) {
            skipBlanks();
            if (at == text.length()) {
                break;
            }
            char c = text.charAt(at);
            if (isLineEnd(c)) {
                lineEnd();
            } else if (c == '#' || c == '!') {
                comment();
            } else {
                entry();
            }
        }
        return builder.finish(new Position(source.document(), 1, 1));
    }

    private void comment() {
        int start = at;
        Position position = position();
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
        if (position.column() == 1 && text.substring(start + 1, at).strip().equals("---")) {
            builder.fault(position, "", "one document in a file; '#---' begins a second");
        }
    }

    private void entry() {
        Position position = position();
        String key = element(true);
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
            at++;
            skipBlanks();
        }
        Position valueAt = position();
        String value = element(false);
        builder.put(key, position, new ConfigScalar(ConfigScalar.Type.UNTYPED, value, valueAt));
    }

    /** A key, up to what ends a key, or a value, up to the end of its last line. */
    private String element(boolean key) {
        StringBuilder read = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isLineEnd(c) || key && (c == '=' || c == ':' || isBlank(c))) {
                break;
            }
            at++;
            if (c == '\\') {
                escape(read);
            } else {
                read.append(c);
            }
        }
        return read.toString();
    }

    private void escape(StringBuilder read) {
        if (at == text.length()) {
            return;
        }
        char c = text.charAt(at);
        if (isLineEnd(c)) {
            lineEnd();
            skipBlanks();
            return;
        }
        at++;
        switch (c) {
            case 't' -> read.append('\t');
            case 'n' -> read.append('\n');
            case 'r' -> read.append('\r');
            case 'f' -> read.append('\f');
            case 'u' -> unicode(read);
            default -> read.append(c);
        }
    }

    private void unicode(StringBuilder read) {
        int value = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = at + i < text.length() ? asciiDigit(text.charAt(at + i)) : -1;
            if (digit < 0) {
                builder.fault(
                        new Position(source.document(), line, at - lineStart - 1), "", "\\u needs four hex digits");
                return;
            }
            value = value * HEX + digit;
        }
        at += UNICODE_DIGITS;
        read.append((char) value);
    }

    private static int asciiDigit(char c) {
        return c < 128 ? Character.digit(c, HEX) : -1;
    }

    /** Blanks within a line, and the ends of lines that a backslash has joined to it. */
    private void skipBlanks() {
        while (at < text.length()) {
            if (isBlank(text.charAt(at))) {
                at++;
            } else if (text.charAt(at) == '\\' && at + 1 < text.length() && isLineEnd(text.charAt(at + 1))) {
                at++;
                lineEnd();
            } else {
                return;
            }
        }
    }

    private void lineEnd() {
        char c = text.charAt(at++);
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
        lineStart = at;
    }

    private Position position() {
        return new Position(source.document(), line, at - lineStart + 1);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
