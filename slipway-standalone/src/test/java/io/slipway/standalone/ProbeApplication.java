package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A small web service in source form and its pipeline: one environment, two replicas, a canary with analysis. Each
 * version says its name, below {@code /slow} after a while, and under {@code /config} which configuration it was told of; a broken one answers 500 to one request in three. It does not
 * end its work when it is told to stop: whoever stops it has to wait until nothing is in hand.
 */
record ProbeApplication(String name, Path folder, int port) {
    static final String NAME = "probe";
    static final int REPLICAS = 2;

    private static final String SERVICE = """
            import com.sun.net.httpserver.*;
            import java.net.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;

            public class Probe {
                public static void main(String[] args) throws Exception {
                    int port = Integer.parseInt(System.getenv("PORT"));
                    AtomicInteger count = new AtomicInteger();
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
                    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                    server.createContext("/", exchange -> {
                        exchange.getRequestBody().readAllBytes();
                        if (exchange.getRequestURI().getPath().startsWith("/slow")) {
                            java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
                        }
                        boolean fail = @BROKEN@
                                && exchange.getRequestURI().getPath().equals("/")
                                && count.incrementAndGet() % 3 == 0;
                        String config = String.valueOf(System.getenv("SLIPWAY_CONFIG_REVISION"));
                        boolean asked = exchange.getRequestURI().getPath().equals("/config");
                        byte[] body = (asked ? config : "@VERSION@").getBytes();
                        exchange.sendResponseHeaders(fail ? 500 : 200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
                    server.start();
                }
            }
            """;

    /** Compiling takes a moment by itself, so that a kill finds the build at work. */
    private static final String BUILD = """
            #!/bin/sh
            set -e
            mkdir -p dist
            "$JAVA_HOME/bin/javac" -d dist Probe.java
            echo built
            """;

    static ProbeApplication write(Path folder) {
        return write(NAME, folder);
    }

    /** One of several. */
    static ProbeApplication write(String name, Path folder) {
        return new ProbeApplication(name, folder, StandaloneProcess.freePort());
    }

    Path good(String version) {
        return source(version, false);
    }

    Path broken(String version) {
        return source(version, true);
    }

    /** How an instance runs, in the words of a pipeline. */
    static String run() {
        return """
                {command: ["%s", -Xmx32m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, ., Probe], \
                health: {path: /healthz, interval: 100ms}, stopTimeout: 5s}""".formatted(Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    String yaml() {
        return """
                apiVersion: slipway.io/v1
                kind: Application
                metadata: {name: %s}
                spec:
                  services:
                    - name: web
                      build: {driver: command, command: ["./build.sh"], output: dist}
                      run: %s
                  environments:
                    - name: production
                      target: {driver: process, ports: {web: %d}}
                      replicas: %d
                      strategy:
                        type: canary
                        steps:
                          - {weight: 30, pause: 2s, analysis: {window: 3s, minRequests: 10, successRate: 0.9}}
                          - {weight: 60, pause: 1s}
                      verification:
                        checks: [{name: answers, service: web, path: /healthz, status: 200}]
                        soak: 1s
                      retry: {attempts: 3, backoff: 1s}
                  notifications:
                    - {channel: hook}
                """.formatted(name, run(), port, REPLICAS);
    }

    private Path source(String version, boolean broken) {
        try {
            Path source = Files.createDirectories(folder.resolve(version));
            Files.writeString(
                    source.resolve("Probe.java"),
                    SERVICE.replace("@VERSION@", version).replace("@BROKEN@", String.valueOf(broken)));
            Path script = Files.writeString(source.resolve("build.sh"), BUILD);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
