package io.slipway.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.slipway.events.json.Json;

/** Changes configuration over HTTP. */
final class ConfigCommands {
    private final ChildJvm service;
    private final HttpClient http = HttpClient.newHttpClient();
    private String head;

    ConfigCommands(ChildJvm service) {
        this.service = service;
    }

    void commit(Map<String, String> documents) throws IOException, InterruptedException {
        List<Map<String, String>> changes = documents.entrySet().stream()
                .map(document -> Map.of("path", document.getKey(), "text", document.getValue()))
                .toList();
        HttpRequest.Builder request = request("commits", Map.of("changes", changes));
        if (head != null) {
            request.header("If-Match", '"' + head + '"');
        }
        head = send(request);
    }

    void rollOut() throws IOException, InterruptedException {
        send(request("rollouts", Map.of("environment", "production", "revision", head)));
    }

    private HttpRequest.Builder request(String path, Object body) {
        return HttpRequest.newBuilder(service.uri("/api/v1/config/shop/" + path))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            throw new IllegalStateException(response.body());
        }
        return Json.mapper().readTree(response.body()).path("subject").asString();
    }
}
