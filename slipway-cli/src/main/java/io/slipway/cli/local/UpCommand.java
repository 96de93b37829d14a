package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Start Slipway on this host, with a Kafka broker of its own.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Mixin
    private LocalOptions local = new LocalOptions();

    @Option(
            names = "--data-folder",
            paramLabel = "FOLDER",
            defaultValue = "${env:SLIPWAY_DATA:-.slipway}",
            description = "Data folder (SLIPWAY_DATA). Default: ${DEFAULT-VALUE}")
    private Path data = Path.of(".slipway");

    @Option(
            names = {"-d", "--detach"},
            description = "Leave it running; stop it with: slipway down")
    private boolean detach;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.system();
        LocalServer server = local.server(data);
        if (server.running().isPresent()) {
            terminal.err().println("Slipway is running already on " + data + ", at " + server.url());
            return ExitCode.DONE.status();
        }
        terminal.err().println("Starting Slipway on " + data + " …");
        Process process = server.start(Map.of(), () -> {});
        terminal.out().println("Slipway   " + server.url());
        terminal.out().println("Kafka     127.0.0.1:" + server.kafkaPort());
        terminal.out().println("Token     " + server.tokenFile());
        terminal.out().println("Log       " + server.log());
        if (detach) {
            terminal.out().println("Stop it with: slipway down");
            return ExitCode.DONE.status();
        }
        terminal.out().println("Ctrl-C stops it; what it has deployed goes on.");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LocalServer.end(process.toHandle()), "stop-slipway"));
        return process.waitFor() == 0 ? ExitCode.DONE.status() : ExitCode.FAILED.status();
    }
}
