package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.output.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Show the main job on a small web service: version 1 to staging and production, a healthy version 2 by"
                    + " canary under traffic, and a version 3 that answers errors and is rolled back; then what is refused, and"
                    + " who decides.",
            "Exit status 0 when everything went as told."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private LocalOptions local = new LocalOptions();

    @Option(
            names = "--data-folder",
            paramLabel = "FOLDER",
            defaultValue = ".slipway/demo",
            description = "Data folder; an earlier demo in it is removed. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of(".slipway/demo");

    @Option(
            names = "--service-ports",
            paramLabel = "STAGING,PRODUCTION",
            defaultValue = "18080,18090",
            description = "Where the service is reached on 127.0.0.1. Default: ${DEFAULT-VALUE}")
    private String servicePorts = "18080,18090";

    @Option(names = "--keep", description = "Leave everything running at the end.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.system();
        LocalServer server = local.server(data);
        DemoPorts ports = DemoPorts.parse(servicePorts);
        removeEarlier(server, terminal);
        ports.requireFree();
        terminal.err().println("Starting Slipway with a Kafka broker of its own …");
        String annsToken = UUID.randomUUID().toString();
        Process process = server.start(
                Map.of(
                        "slipway.notification.channels.demo.type", "log",
                        "slipway.http.tokens.ann", annsToken,
                        "slipway.access.roles.admin", "admin",
                        "slipway.access.roles.approver", "ann"),
                () -> {});
        Thread onInterrupt = new Thread(() -> cleanUp(server), "end-of-demo");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        boolean asTold;
        try {
            asTold = new Demo(server, terminal, ports, annsToken).run();
        } finally {
            if (keep && process.isAlive()) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        }
        if (keep) {
            terminal.out().println();
            terminal.out().println("Everything goes on running:");
            terminal.out().println("  API      " + server.url() + "  (token in " + server.tokenFile() + ")");
            terminal.out().println("  greeter  " + ports.productionUri());
            terminal.out().println("  look:    SLIPWAY_DATA=" + data + " ./slipway status");
            terminal.out().println("  stop:    ./slipway down --all --data-folder " + data);
        }
        return asTold ? ExitCode.DONE.status() : ExitCode.FAILED.status();
    }

    private void removeEarlier(LocalServer server, Terminal terminal) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        if (!Files.exists(data.resolve("layout"))) {
            throw new IllegalArgumentException(
                    data + " exists and is no data folder of Slipway; name another with --data-folder");
        }
        server.stop();
        int stopped = AppProcesses.stop(data);
        terminal.err().println("Removing an earlier demo" + (stopped == 0 ? "" : " and its " + stopped + " processes"));
        delete(data);
    }

    private void cleanUp(LocalServer server) {
        try {
            server.stop();
            AppProcesses.stop(data);
        } catch (IOException e) {
            System.err.println("slipway: the demo could not be ended: " + e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
