package io.slipway.kit.http.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A client of an event stream that remembers what it got and where it was. */
final class SseClient implements AutoCloseable {
    record Received(String id, String event, JsonNode data) {}

    private final InputStream body;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile @Nullable String lastId;
    private volatile boolean connected;

    SseClient(URI uri, @Nullable String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException(
                    response.statusCode() + " " + new String(response.body().readAllBytes(), UTF_8));
        }
        body = response.body();
        Thread.ofVirtual().start(this::read);
    }

    List<String> ids() {
        return received.stream()
                .map(event -> event.data().path("id").asString())
                .toList();
    }

    List<Received> received() {
        return received;
    }

    /** Whether the stream has said where it begins. */
    boolean connected() {
        return connected;
    }

    @Nullable
    String lastId() {
        return lastId;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            String event = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        received.add(new Received(
                                String.valueOf(lastId), event, Json.mapper().readTree(data.toString())));
                    }
                    data.setLength(0);
                    connected = true;
                } else if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                }
            }
        } catch (IOException e) {
            connected = false;
        }
    }
}
