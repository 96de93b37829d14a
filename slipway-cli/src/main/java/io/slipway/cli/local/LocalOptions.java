package io.slipway.cli.local;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** Where a local Slipway lives. */
final class LocalOptions {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "${env:SLIPWAY_PORT:-8480}",
            description = "HTTP port on 127.0.0.1 (SLIPWAY_PORT). Default: ${DEFAULT-VALUE}")
    private int port = 8480;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "${env:SLIPWAY_KAFKA_PORT:-9480}",
            description = "Kafka port on 127.0.0.1; the next one is taken too (SLIPWAY_KAFKA_PORT)."
                    + " Default: ${DEFAULT-VALUE}")
    private int kafkaPort = 9480;

    LocalServer server(Path data) {
        return new LocalServer(LocalServer.homeOfThisInstallation(), data, port, kafkaPort);
    }
}
