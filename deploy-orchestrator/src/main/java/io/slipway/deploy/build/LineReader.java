package io.slipway.deploy.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads lines of text from a program that may write anything: a line without an end comes in pieces of bounded size,
 * bytes that are no UTF-8 come as U+FFFD.
 */
final class LineReader implements AutoCloseable {
    /** Longest piece, in characters. */
    static final int MOST = 8 * 1024;

    private final Reader reader;
    private boolean afterReturn;

    LineReader(InputStream in) {
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line without its end (LF, CR or both), null after the last. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c != -1; c = reader.read()) {
            boolean restOfEnd = c == '\n' && afterReturn;
            afterReturn = c == '\r';
            if (restOfEnd) {
                continue;
            }
            if (c == '\n' || c == '\r') {
                return line.toString();
            }
            line.append((char) c);
            if (line.length() >= MOST && !Character.isHighSurrogate((char) c)) {
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
