package io.slipway.backup.files;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

import io.slipway.backup.tree.FileNames;

/**
 * Names between {@link Path} and bytes. Java shows the bytes of a path only through the encoding of the machine, which loses
 * what does not fit. Inside, a path keeps them, and its URI spells them out; a path made of such a URI has them again.
 */
final class PathBytes {
    private static final boolean UTF_8 =
            System.getProperty("sun.jnu.encoding", "").toUpperCase(Locale.ROOT).equals("UTF-8");
    private static final String UNRESERVED = "-_.~";
    private static final Path ROOT = Path.of("/");

    private PathBytes() {}

    /** The last name of a path, as {@link FileNames} has it. */
    static String name(Path path) {
        Path last = path.getFileName();
        String shown = last.toString();
        return isExact(shown) ? shown : decoded(ROOT.resolve(last)).substring(1);
    }

    /** The whole of it, such as the target of a link, as {@link FileNames} has it. */
    static String text(Path path) {
        String shown = path.toString();
        if (isExact(shown)) {
            return shown;
        }
        return path.isAbsolute() ? decoded(path) : decoded(ROOT.resolve(path)).substring(1);
    }

    /** What is called so in a directory. */
    static Path child(Path directory, String name) {
        if (isExact(name)) {
            return directory.resolve(name);
        }
        String parent = directory.toUri().getRawPath();
        return Path.of(URI.create("file://" + (parent.endsWith("/") ? parent : parent + "/") + encoded(name)));
    }

    /** A path of this text, which may be relative. */
    static Path path(String text) {
        if (isExact(text)) {
            return Path.of(text);
        }
        Path absolute = Path.of(URI.create("file:///" + encoded(text)));
        return text.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    /** Whether Java's text of the bytes is the text of {@link FileNames}. */
    private static boolean isExact(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 && (!UTF_8 || c == '\uFFFD' || Character.isSurrogate(c) && !FileNames.isText(text))) {
                return false;
            }
        }
        return true;
    }

    /** A directory's URI ends with a slash, which is not part of its name. */
    private static String decoded(Path absolute) {
        String raw = absolute.toUri().getRawPath();
        int end = raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
        for (int i = 0; i < end; i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return FileNames.of(bytes.toByteArray());
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        String start = text.startsWith("/") ? text.substring(1) : text;
        for (byte b : FileNames.bytes(start)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || c == '/');
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
