package io.slipway.cli.command;

import java.util.concurrent.Callable;

import io.slipway.cli.output.Terminal;

/** A command that says something. */
public abstract class TerminalCommand implements Callable<Integer> {
    private Terminal terminal = Terminal.system();

    /** Speaks to this terminal instead of the process's own. */
    public final void use(Terminal other) {
        terminal = other;
    }

    protected final Terminal terminal() {
        return terminal;
    }
}
