package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

/** Somebody who wants to be told: takes webhooks and remembers the delivery ids. Whoever asks is answered 204. */
final class Webhook implements AutoCloseable {
    private record Delivery(String id, Instant at) {}

    /** A delivery that came again under its id. */
    record Repeated(String id, Instant first, Instant again) {}

    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    Webhook() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("X-Slipway-Delivery");
            if (id != null) {
                deliveries.add(new Delivery(id, Instant.now()));
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /**
     * The transitions of a deployment it was told of, as {@code <deployment>/<state>}: one for each delivery id, so that
     * the same one under two ids is here twice.
     */
    List<String> told(String deploymentId) {
        return of(deploymentId).stream()
                .map(Delivery::id)
                .distinct()
                .map(Webhook::transition)
                .toList();
    }

    /** The same, as often as it was told, under whatever id. */
    List<String> deliveries(String deploymentId) {
        return of(deploymentId).stream()
                .map(delivery -> transition(delivery.id()))
                .toList();
    }

    /** What came more than once. */
    List<Repeated> repeated(String deploymentId) {
        List<Repeated> repeated = new ArrayList<>();
        List<Delivery> seen = new ArrayList<>();
        for (Delivery delivery : of(deploymentId)) {
            seen.stream()
                    .filter(earlier -> earlier.id().equals(delivery.id()))
                    .reduce((older, newer) -> newer)
                    .ifPresent(earlier -> repeated.add(new Repeated(delivery.id(), earlier.at(), delivery.at())));
            seen.add(delivery);
        }
        return repeated;
    }

    private List<Delivery> of(String deploymentId) {
        return deliveries.stream()
                .filter(delivery -> delivery.id().startsWith(deploymentId + "/"))
                .toList();
    }

    private static String transition(String id) {
        return id.substring(0, id.lastIndexOf('/'));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
