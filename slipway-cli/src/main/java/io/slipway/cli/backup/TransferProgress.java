package io.slipway.cli.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;

/**
 * Shows how far a backup or a restore is, how fast it goes and when it will be done: one line drawn over again on a terminal,
 * one line every ten seconds elsewhere. May be told from many threads.
 */
final class TransferProgress implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration LINE = Duration.ofSeconds(10);
    /** A line that is broken into two cannot be drawn over, and terminals have 80 columns at least. */
    private static final int WIDTH = 77;

    private static final int LEAST = 8;
    private static final String OVER = "\r\u001b[K";

    private final Terminal terminal;
    private final String verb;
    private final InstantSource clock;
    private final Transfer transfer = new Transfer();
    private @Nullable Instant told;
    private boolean drawn;

    /** @param verb such as {@code restoring} */
    TransferProgress(Terminal terminal, String verb, InstantSource clock) {
        this.terminal = terminal;
        this.verb = verb;
        this.clock = clock;
    }

    /**
     * @param total in bytes; 0 where nobody knows
     * @param what is at work now; empty for nothing in particular
     */
    synchronized void show(long done, long total, String what) {
        Instant now = clock.instant();
        Duration pause = terminal.interactive() ? REDRAW : LINE;
        if (told == null) {
            transfer.reached(now, done);
            told = terminal.interactive() ? Instant.EPOCH : now;
        }
        if (Duration.between(told, now).compareTo(pause) < 0) {
            return;
        }
        told = now;
        transfer.reached(now, done);
        tell(line(done, total, what));
    }

    @Override
    public synchronized void close() {
        if (drawn) {
            terminal.err().print(OVER);
            terminal.err().flush();
            drawn = false;
        }
    }

    private String line(long done, long total, String what) {
        StringBuilder line = new StringBuilder(verb).append("  ").append(ByteWords.of(done));
        if (total > 0) {
            line.append(" of ")
                    .append(ByteWords.of(total))
                    .append("  ")
                    .append(Math.min(100, done * 100 / total))
                    .append(" %");
        }
        transfer.rate()
                .ifPresent(rate -> line.append("  ").append(ByteWords.of(rate)).append("/s"));
        transfer.left(total)
                .ifPresent(left -> line.append("  ").append(Words.of(left)).append(" left"));
        return what.isEmpty()
                ? line.toString()
                : line.append("  ").append(fitting(what, WIDTH - line.length())).toString();
    }

    /** The end of a path says most of it. */
    private String fitting(String what, int room) {
        if (!terminal.interactive() || what.length() <= room) {
            return what;
        }
        return room < LEAST ? "" : "…" + what.substring(what.length() - room + 1);
    }

    private void tell(String line) {
        if (terminal.interactive()) {
            terminal.err().print(OVER + line);
            terminal.err().flush();
            drawn = true;
        } else {
            terminal.err().println(line);
        }
    }
}
