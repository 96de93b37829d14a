package io.slipway.backupservice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.slipway.events.json.Json;
import io.slipway.kafka.embedded.EmbeddedKafka;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service as it is shipped, on a broker of its own, and the people who use it. */
final class RunningBackupService implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TOKEN = "-has-a-token-of-her-own";

    private final EmbeddedKafka kafka;
    private final Path folder;
    private @Nullable ConfigurableApplicationContext context;
    private String base;

    private RunningBackupService(Path folder) {
        this.folder = folder;
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
    }

    static RunningBackupService start(Path folder) {
        RunningBackupService service = new RunningBackupService(folder);
        service.start();
        return service;
    }

    /** Its broker alone. */
    static RunningBackupService broker(Path folder) {
        return new RunningBackupService(folder);
    }

    /** Has to be stopped. */
    final void start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(arguments());
        context = new SpringApplicationBuilder(BackupServiceApplication.class).run(all.toArray(String[]::new));
        attach(Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "")));
    }

    /** With what each instance of it is started. */
    List<String> arguments() {
        return List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.structured.format.console=",
                "--slipway.http.tokens.alice=" + token("alice"),
                "--slipway.http.tokens.bob=" + token("bob"),
                "--slipway.backup.secrets=" + secrets(),
                "--slipway.backup.scratch=" + folder.resolve("scratch"),
                "--slipway.backup.lease=3s",
                "--slipway.backup.backoff=1s",
                "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    }

    /** Asks an instance that runs elsewhere. */
    void attach(int port) {
        base = "http://127.0.0.1:" + port;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    void secret(String name, String value) {
        try {
            Files.createDirectories(secrets());
            Files.writeString(secrets().resolve(name), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path secrets() {
        return folder.resolve("secrets");
    }

    static String token(String person) {
        return person + TOKEN;
    }

    HttpResponse<String> get(String path) {
        return send(request("alice", path));
    }

    JsonNode read(String path) {
        return body(get(path), 200);
    }

    HttpResponse<String> put(String path, String body) {
        return send(request("alice", path)
                .header("Content-Type", "application/yaml")
                .header("Prefer", "wait=60")
                .PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String person, String path, Object body) {
        return send(request(person, path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofByteArray(Json.write(body))));
    }

    /** Begins a run and gives how it ended. */
    JsonNode ended(String application, String path, Object body) {
        String run = begun(application, path, body);
        return await().atMost(PATIENCE)
                .until(
                        () -> read("/api/v1/backups/" + application + "/runs/" + run),
                        view -> view.hasNonNull("endedAt"));
    }

    String begun(String application, String path, Object body) {
        return body(post("alice", "/api/v1/backups/" + application + path, body), 202)
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
        if (context != null) {
            context.close();
        }
        kafka.close();
    }
}
