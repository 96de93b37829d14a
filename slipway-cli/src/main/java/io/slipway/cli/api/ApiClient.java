package io.slipway.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;
import io.slipway.events.notification.view.NotificationsView;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The HTTP API as the command line uses it. */
public final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(70);
    private static final int FIRST_ERROR = 400;

    private final URI base;
    private final Optional<String> token;
    private final Optional<String> actor;
    private final Optional<String> idempotencyKey;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public ApiClient(URI base, Optional<String> token, Optional<String> actor, Optional<String> idempotencyKey) {
        this.base = URI.create(base.toString().replaceFirst("/+$", ""));
        this.token = token;
        this.actor = actor;
        this.idempotencyKey = idempotencyKey;
    }

    public URI base() {
        return base;
    }

    /** Declares an application from a file's bytes. */
    public Accepted apply(String application, byte[] yaml) {
        return accepted(send(request("/api/v1/applications/" + encode(application))
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofByteArray(yaml))));
    }

    /** Declares how an application is backed up, from the same file. */
    public Accepted applyBackups(String application, byte[] yaml) {
        return accepted(send(request("/api/v1/backups/" + encode(application))
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofByteArray(yaml))));
    }

    /** Whether anything is known of an application's backups. */
    public boolean hasBackups(String application) {
        try {
            get("/api/v1/backups/" + encode(application));
            return true;
        } catch (ApiProblemException e) {
            return false;
        }
    }

    /** A command; null body for none. */
    public Accepted command(String path, @Nullable Object body) {
        return accepted(post(path, body == null ? Map.of() : body));
    }

    /**
     * A command on something as it was looked at.
     *
     * @param tag of what was looked at; null when there was nothing
     */
    public Accepted commandOn(@Nullable String tag, String path, Object body) {
        HttpRequest.Builder request = json(path, body);
        if (tag != null) {
            request.header("If-Match", '"' + tag + '"');
        }
        return accepted(send(request));
    }

    /** Posts JSON and gets JSON. */
    public JsonNode post(String path, Object body) {
        return send(json(path, body));
    }

    /** Posts bytes as they are. */
    public JsonNode post(String path, String contentType, byte[] body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** Something that is not JSON. */
    public String text(String path, String type) {
        return exchange(request(path).header("Accept", type).GET());
    }

    public DeploymentView deployment(String id) {
        return Json.read(get("/api/v1/deployments/" + encode(id)), DeploymentView.class);
    }

    public ApplicationView application(String name) {
        return Json.read(get("/api/v1/applications/" + encode(name)), ApplicationView.class);
    }

    /** What became of the messages of an application. */
    public NotificationsView notifications(String application) {
        return Json.read(
                get("/api/v1/applications/" + encode(application) + "/notifications"), NotificationsView.class);
    }

    public List<ApplicationView> applications() {
        return items(get("/api/v1/applications"), ApplicationView.class);
    }

    /** @param query names and values; null values are left out */
    public List<DeploymentView> deployments(Map<String, @Nullable String> query) {
        return items(get("/api/v1/deployments" + query(query)), DeploymentView.class);
    }

    /** An endless stream of server-sent events; the caller closes it. */
    public InputStream stream(String path, @Nullable String lastEventId) {
        HttpRequest.Builder request =
                builder(path).header("Accept", "text/event-stream").GET();
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return open(request);
    }

    /** Bytes, of whatever length; the caller closes them. */
    public InputStream download(String path) {
        return open(builder(path).GET());
    }

    private InputStream open(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= FIRST_ERROR) {
                try (InputStream body = response.body()) {
                    throw problem(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return response.body();
        } catch (IOException e) {
            throw new UnreachableException(base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(base, e);
        }
    }

    /** Whether Slipway is up and has read all it has to read. */
    public boolean ready() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code ?a=b&c=d}, or nothing. */
    public static String query(Map<String, @Nullable String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + encode(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private HttpRequest.Builder request(String path) {
        return builder(path).timeout(TIMEOUT);
    }

    private HttpRequest.Builder builder(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        actor.filter(value -> !value.isBlank()).ifPresent(value -> request.header("X-Slipway-Actor", value));
        idempotencyKey.ifPresent(value -> request.header("Idempotency-Key", value));
        return request;
    }

    private HttpRequest.Builder json(String path, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.write(body)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return Json.mapper().readTree(exchange(request));
        } catch (JacksonException e) {
            throw new UnreachableException(base);
        }
    }

    private String exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_ERROR) {
                throw problem(response.statusCode(), response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UnreachableException(base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(base, e);
        }
    }

    private RuntimeException problem(int status, String body) {
        try {
            return new ApiProblemException(
                    Json.mapper().readValue(body, Problem.class).withStatus(status));
        } catch (JacksonException e) {
            return new UnreachableException(base, status);
        }
    }

    private static Accepted accepted(JsonNode body) {
        return Json.read(body, Accepted.class);
    }

    /** What is in a list, in one page of it. */
    public static <T> List<T> items(JsonNode body, Class<T> type) {
        List<T> items = new ArrayList<>();
        JsonNode list = body.isArray() ? body : body.path("items");
        list.forEach(item -> items.add(Json.read(item, type)));
        return items;
    }
}
