package io.slipway.cli.command;

import java.util.concurrent.Callable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.Connection;
import io.slipway.cli.output.OutputOptions;
import io.slipway.cli.output.Terminal;

import picocli.CommandLine.Mixin;

/** A command that speaks to a server. */
public abstract class ApiCommand implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private Terminal terminal = Terminal.system();

    /** Speaks to this terminal instead of the process's own. */
    public final void use(Terminal other) {
        terminal = other;
    }

    @Override
    public final Integer call() throws Exception {
        return run(connection.client()).status();
    }

    /** Does it. */
    protected abstract ExitCode run(ApiClient api) throws Exception;

    protected final Connection connection() {
        return connection;
    }

    protected final OutputOptions output() {
        return output;
    }

    protected final Terminal terminal() {
        return terminal;
    }

    /** Prints data whole, where it is not wanted as a table. */
    protected final void print(Object data) {
        output.print(terminal.out(), data);
    }
}
