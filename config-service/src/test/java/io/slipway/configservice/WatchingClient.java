package io.slipway.configservice;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of server-sent events. */
final class WatchingClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** @param id where a client resumes that has this */
    record Heard(String id, String type, JsonNode data) {}

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Stream<String> lines;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private WatchingClient(Stream<String> lines) {
        this.lines = lines;
    }

    static WatchingClient open(RunningConfigService service, String path, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + path))
                .header("Authorization", "Bearer " + RunningConfigService.token("alice"))
                .header("Accept", "text/event-stream");
        headers.forEach(request::header);
        HttpResponse<Stream<String>> response = HTTP.send(request.build(), BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        WatchingClient client = new WatchingClient(response.body());
        Thread.startVirtualThread(client::read);
        return client;
    }

    /** The next event; fails when none comes. */
    Heard next() throws InterruptedException {
        Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("an event").isNotNull();
        return next;
    }

    boolean isEmpty() {
        return heard.isEmpty();
    }

    @Override
    public void close() {
        lines.close();
    }

    private void read() {
        String[] event = new String[2];
        lines.forEach(line -> {
            if (line.startsWith("id: ")) {
                event[0] = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event[1] = line.substring(7);
            } else if (line.startsWith("data: ")) {
                heard.add(new Heard(event[0], event[1], Json.mapper().readTree(line.substring(6))));
            }
        });
    }
}
