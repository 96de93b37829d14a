package io.slipway.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;

import com.sun.net.httpserver.HttpServer;

import io.slipway.cli.SlipwayCommand;

import picocli.CommandLine.Command;

/**
 * Runs {@code status} against answers of its own, so that the JVM that records an ahead-of-time cache (JEP 514, 515) sees
 * what a command really needs.
 */
@Command(name = "rehearse", hidden = true)
public final class RehearseCommand implements Callable<Integer> {
    private static final String APPLICATIONS = """
            {"items": [{
              "name": "rehearsal", "revision": 1, "pipelineRevision": 1, "digest": "", "appliedAt": "@NOW@",
              "appliedBy": "",
              "spec": {"name": "rehearsal", "services": [], "environments": [], "notifications": []},
              "environments": [{
                "name": "production", "queue": [], "releases": [],
                "release": {"deploymentId": "rehearsal-production-1", "version": "1", "at": "@NOW@", "artifacts": {}}
              }]
            }]}
            """;

    @Override
    public Integer call() throws IOException {
        byte[] answer = APPLICATIONS.replace("@NOW@", Instant.now().toString()).getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            return SlipwayCommand.commandLine().execute("status", "--url", url);
        } finally {
            server.stop(0);
        }
    }
}
