package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

/** The HTTP API as a client sees it. */
record Api(int port, Path tokenFile) {
    private static final int TRIES = 4;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    boolean ready() {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    HttpResponse<String> apply(String application, String yaml) {
        return send(request("/api/v1/applications/" + application)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(yaml)));
    }

    /** Starts a deployment; returns its id. */
    String deploy(String application, String idempotencyKey, Map<String, Object> body) {
        return deploy(application, idempotencyKey, body, Map.of());
    }

    /** Starts a deployment; returns its id. */
    String deploy(String application, String idempotencyKey, Map<String, Object> body, Map<String, String> headers) {
        HttpRequest.Builder request = request("/api/v1/applications/" + application + "/deployments")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .header("Prefer", "wait=30")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        headers.forEach(request::header);
        // Whoever decides may have been killed a moment ago: the same key again gives the answer once there is one.
        for (int tries = 0; tries < TRIES; tries++) {
            HttpResponse<String> response = send(request);
            if (response.statusCode() != 202) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            JsonNode subject = Json.mapper().readTree(response.body()).get("subject");
            if (subject != null) {
                return subject.asString();
            }
        }
        throw new IllegalStateException("nobody has decided about " + idempotencyKey);
    }

    DeploymentView deployment(String id) {
        return get("/api/v1/deployments/" + id, DeploymentView.class);
    }

    ApplicationView application(String name) {
        return get("/api/v1/applications/" + name, ApplicationView.class);
    }

    JsonNode get(String path) {
        return Json.mapper().readTree(ok(send(request(path).GET())).body());
    }

    private <T> T get(String path, Class<T> type) {
        return Json.read(get(path), type);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(60))
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> ok(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response;
    }
}
