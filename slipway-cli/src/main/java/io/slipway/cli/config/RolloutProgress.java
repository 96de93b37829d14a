package io.slipway.cli.config;

import java.time.Instant;

import io.slipway.cli.output.Terminal;
import io.slipway.events.config.view.ConfigView.EnvironmentView;

/** A line for each change of a rollout; on a terminal the newest is drawn over again as time passes. */
final class RolloutProgress {
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private String key = "";

    RolloutProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(EnvironmentView view, String id) {
        String now = RolloutWords.key(view, id);
        boolean changed = !now.equals(key);
        String line = id + "  " + RolloutWords.of(view, id, Instant.now());
        if (terminal.interactive()) {
            terminal.err().print((changed && !key.isEmpty() ? "\n" : BACK_AND_CLEAR) + line);
            terminal.err().flush();
        } else if (changed) {
            terminal.err().println(line);
        }
        key = now;
    }

    void close() {
        if (terminal.interactive()) {
            terminal.err().println();
        }
    }
}
