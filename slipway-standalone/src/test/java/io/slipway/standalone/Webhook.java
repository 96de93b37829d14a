package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

/** Somebody who wants to be told: takes webhooks and remembers the delivery ids. */
final class Webhook implements AutoCloseable {
    private final HttpServer server;
    private final List<String> deliveries = new CopyOnWriteArrayList<>();

    Webhook() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            deliveries.add(exchange.getRequestHeaders().getFirst("X-Slipway-Delivery"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The transitions of a deployment it was told of, as {@code <deployment>/<state>}. */
    Set<String> told(String deploymentId) {
        return Set.copyOf(deliveries(deploymentId));
    }

    /** The same, as often as it was told. */
    List<String> deliveries(String deploymentId) {
        return deliveries.stream()
                .filter(id -> id.startsWith(deploymentId + "/"))
                .map(id -> id.substring(0, id.lastIndexOf('/')))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
