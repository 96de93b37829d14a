package io.slipway.deploy.rollout.process;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpServer;

/**
 * A web service to be deployed: answers with its version and the body it was sent, below {@code /slow} after a while. On
 * SIGTERM it ends its work first, or goes at once where {@value #ABRUPT} is set.
 */
public final class ProbeService {
    static final String ABRUPT = "PROBE_ENDS_ABRUPTLY";

    private ProbeService() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("PORT"));
        byte[] version = System.getenv("SLIPWAY_VERSION").getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().startsWith("/slow")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextInt(200, 500)));
            }
            exchange.sendResponseHeaders(200, version.length + body.length);
            exchange.getResponseBody().write(version);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        if (System.getenv(ABRUPT) == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
        }
    }
}
