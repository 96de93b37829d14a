package io.slipway.configservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.slipway.events.json.Json;
import io.slipway.kafka.embedded.EmbeddedKafka;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as it is shipped, on a broker of its own, and the two people who use it. */
final class RunningConfigService implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOKEN = "-has-a-token-of-her-own";

    private final EmbeddedKafka kafka;
    private ConfigurableApplicationContext context;
    private String base;

    RunningConfigService(Path folder) {
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        start();
    }

    /** Has to be stopped. */
    final void start() {
        context = new SpringApplicationBuilder(ConfigServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--logging.structured.format.console=",
                        // The client is on the class path of this test; the service is none.
                        "--spring.cloud.config.enabled=false",
                        "--slipway.http.tokens.alice=" + token("alice"),
                        "--slipway.http.tokens.bob=" + token("bob"),
                        "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers());
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    /** The broker goes on. */
    void stop() {
        context.close();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String address() {
        return base;
    }

    static String token(String person) {
        return person + TOKEN;
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request("alice", path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    JsonNode read(String path) {
        return body(get(path), 200);
    }

    HttpResponse<String> post(String person, String path, Object body, String... headers) {
        HttpRequest.Builder request = request(person, path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofByteArray(Json.write(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends what need not be JSON. */
    HttpResponse<String> postText(String path, String body) {
        return send(request("alice", path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Makes a revision and gives its id. */
    String commit(String expected, Map<String, String> documents) {
        var changes = documents.entrySet().stream()
                .map(document -> Map.of("path", document.getKey(), "text", document.getValue()))
                .toList();
        String[] match = expected == null ? new String[0] : new String[] {"If-Match", '"' + expected + '"'};
        return body(post("alice", "/api/v1/config/shop/commits", Map.of("changes", changes), match), 202)
                .path("subject")
                .asString();
    }

    /** Puts a revision into an environment as far as it gets by itself, and gives the rollout's id. */
    String rollOut(String environment, String revision) {
        return body(
                        post(
                                "alice",
                                "/api/v1/config/shop/rollouts",
                                Map.of("environment", environment, "revision", revision)),
                        202)
                .path("subject")
                .asString();
    }

    static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.mapper().readTree(response.body());
    }

    private HttpRequest.Builder request(String person, String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + token(person));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        context.close();
        kafka.close();
    }
}
