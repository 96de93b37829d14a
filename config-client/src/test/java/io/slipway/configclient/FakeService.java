package io.slipway.configclient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a client sees of the config-service: the long poll, the heartbeats, and ways to be out of order. */
final class FakeService implements AutoCloseable {
    private final HttpServer server;
    private String snapshot = "[]";
    private String change = "[]";
    private int number = 1;
    private int status = 200;
    private boolean tellsOfChanges = true;
    private final List<JsonNode> heartbeats = new ArrayList<>();
    private int heartbeatsRefused;
    private final SortedSet<String> beatAt = new TreeSet<>();
    private @Nullable String asked;
    private @Nullable String authorization;

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everybody has these values from now on; whoever had the ones before gets them as a change. */
    synchronized void has(String values) {
        SortedMap<String, JsonNode> sorted = new TreeMap<>();
        ValuesJson.MAPPER.readTree(values).properties().forEach(value -> sorted.put(value.getKey(), value.getValue()));
        String previous = "r" + number;
        number++;
        String about = "\"revision\":\"r" + number + "\",\"hash\":\"" + ValuesJson.hash(sorted) + "\"";
        snapshot = "[{\"type\":\"snapshot\"," + about + ",\"values\":" + values + "}]";
        change = "[{\"type\":\"change\",\"previous\":\"" + previous + "\"," + about + ",\"set\":" + values
                + ",\"deleted\":[]}]";
        notifyAll();
    }

    /** Says that something changed which cannot be made out of what came before. */
    synchronized void garble() {
        change = change.replaceFirst("\"hash\":\"....", "\"hash\":\"0000");
    }

    synchronized void answerWith(int code) {
        status = code;
        notifyAll();
    }

    /** Nobody hears of a change from now on, though the service answers whoever asks for everything. */
    synchronized void tellNobody() {
        tellsOfChanges = false;
    }

    /** What instances said that they run with. */
    synchronized List<JsonNode> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /** Where heartbeats went. */
    synchronized SortedSet<String> beatAt() {
        return new TreeSet<>(beatAt);
    }

    /** How many heartbeats were not answered as they should be. */
    synchronized int heartbeatsRefused() {
        return heartbeatsRefused;
    }

    synchronized @Nullable String asked() {
        return asked;
    }

    synchronized @Nullable String authorization() {
        return authorization;
    }

    @Override
    public synchronized void close() {
        status = 503;
        notifyAll();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange).getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(code(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized int code() {
        return status;
    }

    private synchronized String heartbeat(HttpExchange exchange) throws IOException {
        if (status != 200) {
            heartbeatsRefused++;
            return "not today";
        }
        beatAt.add(exchange.getRequestURI().toString());
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        JsonNode said = ValuesJson.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
        heartbeats.add(said);
        boolean differs = !("r" + number).equals(said.path("revision").asString(""));
        return "{\"revision\":\"r" + number + "\",\"refetch\":" + differs + "}";
    }

    private synchronized String body(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            return heartbeat(exchange);
        }
        asked = exchange.getRequestURI().toString();
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Map<String, String> query = new TreeMap<>();
        for (String part : exchange.getRequestURI().getQuery().split("&")) {
            query.put(part.split("=")[0], part.split("=")[1]);
        }
        @Nullable String after = query.get("after");
        try {
            while (status == 200
                    && (("c" + number).equals(after) || (after != null && !tellsOfChanges))
                    && !query.get("wait").equals("0s")) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status != 200) {
            return "{\"status\":" + status + ",\"detail\":\"not today\"}";
        }
        String events = after == null ? snapshot : after.equals("c" + number) ? "[]" : change;
        return "{\"cursor\":\"c" + number + "\",\"events\":" + events + "}";
    }
}
