package io.slipway.cli.command;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.Connection;
import io.slipway.cli.output.OutputOptions;

import picocli.CommandLine.Mixin;

/** A command that speaks to a server. */
public abstract class ApiCommand extends TerminalCommand {
    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private OutputOptions output = new OutputOptions();

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

    /** Prints data whole, where it is not wanted as a table. */
    protected final void print(Object data) {
        output.print(terminal().out(), data);
    }
}
