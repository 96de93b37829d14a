package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "down",
        description = "Stop the Slipway of a data folder. What it has deployed goes on, unless --all is given.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private LocalOptions local = new LocalOptions();

    @Option(
            names = "--data-folder",
            paramLabel = "FOLDER",
            defaultValue = "${env:SLIPWAY_DATA:-.slipway}",
            description = "Data folder (SLIPWAY_DATA). Default: ${DEFAULT-VALUE}")
    private Path data = Path.of(".slipway");

    @Option(names = "--all", description = "Stop the deployed processes too.")
    private boolean all;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.system();
        boolean ran = local.server(data).stop();
        terminal.out().println(ran ? "Slipway stopped" : "no Slipway was running on " + data);
        if (all) {
            terminal.out().println(AppProcesses.stop(data) + " deployed processes stopped");
        }
        return ExitCode.DONE.status();
    }
}
