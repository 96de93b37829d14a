package io.slipway.kit.service;

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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.slipway.events.json.Json;
import io.slipway.kafka.embedded.EmbeddedKafka;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service as it is shipped, on a broker of its own, and the people who use it. A service's own tests extend it with
 * what its users say in one go.
 */
public class ServiceUnderTest implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String TOKEN = "-has-a-token-of-her-own";

    private final Class<?> application;
    private final @Nullable Clock clock;
    private final EmbeddedKafka kafka;
    private final List<String> settings = new ArrayList<>();
    private @Nullable ConfigurableApplicationContext context;
    private String base = "";

    /** Its broker; the service has to be {@linkplain #start started}. */
    public ServiceUnderTest(Class<?> application, Path folder) {
        this(application, folder, null);
    }

    /** @param clock all that the service knows of time; null for the clock of the host */
    public ServiceUnderTest(Class<?> application, Path folder, @Nullable Clock clock) {
        this.application = application;
        this.clock = clock;
        kafka = EmbeddedKafka.startOnFreePorts(folder.resolve("kafka"));
    }

    /** Somebody who may use it from its next start on. */
    public final ServiceUnderTest withTokenOf(String person) {
        return with("--slipway.http.tokens." + person + "=" + token(person));
    }

    /** @param more settings from its next start on, as {@code --name=value} */
    public final ServiceUnderTest with(String... more) {
        settings.addAll(List.of(more));
        return this;
    }

    /** With what each instance of it is started. */
    public final List<String> arguments() {
        return Stream.concat(
                        settings.stream(),
                        Stream.of(
                                "--server.port=0",
                                "--spring.main.banner-mode=off",
                                "--logging.structured.format.console=",
                                "--slipway.kafka.bootstrap-servers=" + kafka.bootstrapServers()))
                .toList();
    }

    /**
     * Returns once it is ready. Has to be stopped.
     *
     * @param further settings for this time, as {@code --name=value}
     */
    public final void start(String... further) {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(application);
        if (clock != null) {
            builder.initializers(starting -> ((GenericApplicationContext) starting)
                    .registerBean("clockOfTheTest", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
        }
        context = builder.run(
                Stream.concat(Stream.of(further), arguments().stream()).toArray(String[]::new));
        attach(Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "")));
    }

    /** Asks an instance that runs elsewhere on this host, once it is ready. */
    public final void attach(int port) {
        base = "http://127.0.0.1:" + port;
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> send(request("/actuator/health/readiness")).statusCode() == 200);
    }

    /** The broker goes on. */
    public final void stop() {
        if (context != null) {
            context.close();
        }
    }

    /** One of the beans of the instance that was started last. */
    public final <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context).getBean(type);
    }

    public final String address() {
        return base;
    }

    public final String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public static String token(String person) {
        return person + TOKEN;
    }

    /** One of somebody without a token. */
    public final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(90));
    }

    public final HttpRequest.Builder request(String person, String path) {
        return request(path).header("Authorization", "Bearer " + token(person));
    }

    /** A command's answer is waited for. */
    public final HttpResponse<String> post(String person, String path, Object body, String... headers) {
        HttpRequest.Builder request = request(person, path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=60")
                .POST(BodyPublishers.ofByteArray(Json.write(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The body of an answer of this status. */
    public static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.mapper().readTree(response.body());
    }

    @Override
    public void close() {
        stop();
        kafka.close();
    }
}
