package io.slipway.deploy.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

import io.slipway.deploy.DeployOrchestratorConfiguration;
import io.slipway.events.json.Json;
import io.slipway.kafka.embedded.EmbeddedKafka;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The service on a broker of its own, with workers that only pretend. */
public final class RunningService implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({DeployOrchestratorConfiguration.class, FakeHandlers.class})
    static class Application {}

    private final EmbeddedKafka kafka;
    private final Path folder;
    private final Clock clock;
    private final String[] access;
    private ConfigurableApplicationContext context;
    private String base;

    public RunningService(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /** @param clock all that the service knows of time */
    RunningService(Path folder, Clock clock) {
        this(folder, clock, "--slipway.http.anonymous=true");
    }

    /** @param access who may use it, as settings */
    public RunningService(Path folder, String... access) {
        this(folder, Clock.systemUTC(), access);
    }

    private RunningService(Path folder, Clock clock, String... access) {
        this.folder = folder;
        this.clock = clock;
        this.access = access.clone();
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
        start();
    }

    /** Has to be stopped. */
    final void start() {
        context = new SpringApplicationBuilder(Application.class)
                .initializers((GenericApplicationContext starting) -> starting.registerBean(
                        "clockOfTheTest", Clock.class, () -> clock, definition -> definition.setPrimary(true)))
                .run(Stream.concat(
                                Stream.of(access),
                                Stream.of(
                                        "--server.port=0",
                                        "--logging.structured.format.console=",
                                        "--spring.main.banner-mode=off",
                                        "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers()))
                        .toArray(String[]::new));
        base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    /** The broker goes on. */
    void stop() {
        context.close();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(90));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> apply(String name, String yaml) {
        return send(request("/api/v1/applications/" + name)
                .header("Content-Type", "application/yaml")
                .header("Prefer", "wait=30")
                .PUT(BodyPublishers.ofString(yaml)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer of this status. */
    public static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
        kafka.close();
    }
}
