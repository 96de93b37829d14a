package io.slipway.cli.fake;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** Answers what it is told to answer; the last answer to a question is given again and again. */
public final class FakeSlipway implements AutoCloseable {
    /** @param path with the query */
    public record Request(String method, String path, Headers headers, String body) {
        public JsonNode json() {
            return Json.mapper().readTree(body);
        }
    }

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public FakeSlipway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param question like {@code GET /api/v1/deployments/shop-staging-1}, without a query */
    public FakeSlipway on(String question, int status, Object body) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        return on(question, status, type, new String(Json.write(body), StandardCharsets.UTF_8));
    }

    public FakeSlipway on(String question, int status, String type, String body) {
        answers.computeIfAbsent(question, key -> new ArrayDeque<>()).add(new Answer(status, type, body));
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    public Request last() {
        return requests.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        Answer answer = next(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private synchronized Answer next(String question) {
        Queue<Answer> queue = answers.get(question);
        if (queue == null) {
            return new Answer(
                    404,
                    "application/problem+json",
                    new String(
                            Json.write(Documents.problem(404, "Not found", "There is no " + question + ".", List.of())),
                            StandardCharsets.UTF_8));
        }
        Answer answer = queue.size() > 1 ? queue.remove() : queue.peek();
        return answer == null ? new Answer(500, "text/plain", "") : answer;
    }
}
