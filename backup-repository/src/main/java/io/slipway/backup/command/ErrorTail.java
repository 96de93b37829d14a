package io.slipway.backup.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads what a command says on its standard error, however much, and keeps the end of it. */
final class ErrorTail {
    private static final int KEPT = 4096;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final byte[] ring = new byte[KEPT];
    private final Thread reader;
    private long count;

    ErrorTail(InputStream errors) {
        this.reader = Thread.ofVirtual().name("command-errors").start(() -> read(errors));
    }

    private void read(InputStream errors) {
        byte[] buffer = new byte[KEPT];
        try {
            for (int got = errors.read(buffer); got >= 0; got = errors.read(buffer)) {
                add(buffer, got);
            }
        } catch (IOException _) {
            // The process was ended; what came before is what there is.
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        for (int at = 0; at < length; at++) {
            ring[(int) (count++ % KEPT)] = bytes[at];
        }
    }

    /** What was said last, for people; a child of the command that lives on is not waited for. */
    String text() {
        try {
            reader.join(LAST_WORDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return kept();
    }

    private synchronized String kept() {
        int length = (int) Math.min(count, KEPT);
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = ring[(int) ((count - length + at) % KEPT)];
        }
        return (count > KEPT ? "…" : "") + new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
