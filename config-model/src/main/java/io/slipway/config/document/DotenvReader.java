package io.slipway.config.document;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads .env: {@code export}, comments, single, double and back quotes over several lines. Where the tools that read such
 * files disagree about a line, the line is refused, so that a value is the same for all of them. One use.
 */
final class DotenvReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final String EXPORT = "export";

    private final SourceText source;
    private final TreeBuilder builder;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    DotenvReader(SourceText source) {
        this.source = source;
        text = source.text();
        builder = new TreeBuilder(source.document());
    }

    Parsed<ConfigTree> read() {
        while (at < text.length()) {
            skipBlanks();
            if (!atLineEnd() && text.charAt(at) != '#') {
                entry();
            }
            skipLine();
        }
        return builder.finish(new Position(source.document(), 1, 1));
    }

    private void entry() {
        if (text.startsWith(EXPORT, at)
                && at + EXPORT.length() < text.length()
                && isBlank(text.charAt(at + EXPORT.length()))) {
            at += EXPORT.length();
            skipBlanks();
        }
        Position position = position();
        int start = at;
        while (!atLineEnd() && text.charAt(at) != '=' && !isBlank(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (!NAME.matcher(name).matches()) {
            builder.fault(
                    position, name, "a name has letters, digits, '_', '.' and '-' and begins with a letter or '_'");
            return;
        }
        skipBlanks();
        if (atLineEnd() || text.charAt(at) != '=') {
            builder.fault(position, name, "has no value; write " + name + "= for an empty one");
            return;
        }
        at++;
        skipBlanks();
        Position valueAt = position();
        String value = value(name);
        if (value != null) {
            builder.put(name, position, new ConfigScalar(ConfigScalar.Type.UNTYPED, value, valueAt));
        }
    }

    private @Nullable String value(String name) {
        if (atLineEnd()) {
            return "";
        }
        char first = text.charAt(at);
        return switch (first) {
            case '\'', '"', '`' -> quoted(name, first);
            default -> plain(name);
        };
    }

    private @Nullable String plain(String name) {
        int start = at;
        while (!atLineEnd()) {
            if (text.charAt(at) == '#') {
                if (at > start && !isBlank(text.charAt(at - 1))) {
                    builder.fault(
                            position(), name, "'#' within a value needs quotes: for some tools it begins a comment");
                    return null;
                }
                break;
            }
            at++;
        }
        return text.substring(start, at).strip();
    }

    private @Nullable String quoted(String name, char quote) {
        Position opened = position();
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (isLineEnd(c)) {
                value.append('\n');
                lineEnd();
            } else if (c == '\\' && quote == '"') {
                escape(name, value);
            } else {
                value.append(c);
                at++;
            }
        }
        if (at == text.length()) {
            builder.fault(opened, name, "this quote is not closed");
            return null;
        }
        at++;
        skipBlanks();
        if (!atLineEnd() && text.charAt(at) != '#') {
            builder.fault(position(), name, "nothing but a comment follows a closing quote");
            return null;
        }
        return value.toString();
    }

    private void escape(String name, StringBuilder value) {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
        switch (c) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '\\', '"', '$', '`' -> value.append(c);
            default -> {
                builder.fault(position(), name, "a backslash between double quotes is written \\\\");
                at++;
                return;
            }
        }
        at += 2;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private void skipLine() {
        while (!atLineEnd()) {
            at++;
        }
        if (at < text.length()) {
            lineEnd();
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

    private boolean atLineEnd() {
        return at == text.length() || isLineEnd(text.charAt(at));
    }

    private Position position() {
        return new Position(source.document(), line, at - lineStart + 1);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
