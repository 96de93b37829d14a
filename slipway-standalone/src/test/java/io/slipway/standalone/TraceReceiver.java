package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;

/** Takes spans as OTLP over HTTP, and keeps the export requests as they come: protobuf has ids and names as plain bytes. */
final class TraceReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    TraceReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /**
     * Names of the spans of one trace. In a span of OTLP come the fields 1 (trace id), 2 (span id), 4 (parent) and 5
     * (name) one after the other, see opentelemetry-proto's {@code trace.proto}.
     */
    List<String> spansOf(String traceId) {
        String id = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        Pattern span = Pattern.compile(
                "\\x0A\\x10" + Pattern.quote(id) + "\\x12\\x08.{8}(?:\\x22\\x08.{8})?\\x2A(.)(.{0,127})",
                Pattern.DOTALL);
        return requests.stream()
                .flatMap(request -> span.matcher(request).results())
                .map(match -> match.group(2).substring(0, match.group(1).charAt(0)))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
