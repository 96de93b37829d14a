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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.slipway.events.json.Json;
import io.slipway.kafka.embedded.EmbeddedKafka;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as it is shipped, on a broker of its own, the two people who use it, and an instance of their application. */
final class RunningConfigService implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOKEN = "-has-a-token-of-her-own";

    private final EmbeddedKafka kafka;
    private final List<String> settings;
    private final @Nullable Clock clock;
    private final List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();
    private ConfigurableApplicationContext context;
    private String base;

    /** @param settings further ones, as {@code --name=value} */
    RunningConfigService(Path folder, String... settings) {
        this(folder, null, settings);
    }

    /** @param clock of the service; null for that of the host */
    RunningConfigService(Path folder, @Nullable Clock clock, String... settings) {
        this.settings = List.of(settings);
        this.clock = clock;
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        start();
    }

    /**
     * Has to be stopped.
     *
     * @param further settings for this time, as {@code --name=value}
     */
    final void start(String... further) {
        List<String> arguments = new ArrayList<>(settings);
        Collections.addAll(arguments, further);
        Collections.addAll(
                arguments,
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.structured.format.console=",
                // The client is on the class path of this test; the service is none.
                "--spring.cloud.config.enabled=false",
                "--slipway.http.tokens.alice=" + token("alice"),
                "--slipway.http.tokens.bob=" + token("bob"),
                "--slipway.http.tokens.web=" + token("web"),
                "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers());
        SpringApplicationBuilder application = new SpringApplicationBuilder(ConfigServiceApplication.class);
        if (clock != null) {
            application.initializers(starting -> ((GenericApplicationContext) starting)
                    .registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
        }
        context = application.run(arguments.toArray(String[]::new));
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    /** The broker goes on. */
    void stop() {
        context.close();
    }

    String address() {
        return base;
    }

    static String token(String person) {
        return person + TOKEN;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Every answer so far. */
    List<HttpResponse<String>> answers() {
        return List.copyOf(answers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return getAs("alice", path, headers);
    }

    HttpResponse<String> getAs(String person, String path, String... headers) {
        HttpRequest.Builder request = request(person, path);
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

    /** Makes a revision of shop and gives its id. */
    String commit(String expected, Map<String, String> documents) {
        return commit("shop", expected, documents);
    }

    String commit(String application, @Nullable String expected, Map<String, String> documents) {
        var changes = documents.entrySet().stream()
                .map(document -> Map.of("path", document.getKey(), "text", document.getValue()))
                .toList();
        String[] match = expected == null ? new String[0] : new String[] {"If-Match", '"' + expected + '"'};
        return body(post("alice", "/api/v1/config/" + application + "/commits", Map.of("changes", changes), match), 202)
                .path("subject")
                .asString();
    }

    /** Puts a revision of shop into an environment as far as it gets by itself, and gives the rollout's id. */
    String rollOut(String environment, String revision) {
        return rollOut("shop", environment, revision);
    }

    String rollOut(String application, String environment, String revision) {
        return body(
                        post(
                                "alice",
                                "/api/v1/config/" + application + "/rollouts",
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

    /** Bytes as they are, whether they are text or not. */
    HttpResponse<String> postBytes(String person, String path, byte[] body, String... headers) {
        return send(request(person, path)
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A body as it is, whatever it is. */
    HttpResponse<String> postText(String person, String path, String body) {
        return send(request(person, path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            answers.add(answer);
            return answer;
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
