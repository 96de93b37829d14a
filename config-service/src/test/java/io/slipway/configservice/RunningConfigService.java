package io.slipway.configservice;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.slipway.kit.service.ServiceUnderTest;

import tools.jackson.databind.JsonNode;

/** The config-service, the two people who use it, and an instance of their application. */
final class RunningConfigService extends ServiceUnderTest {
    private final List<HttpResponse<String>> answers = new CopyOnWriteArrayList<>();

    /** @param settings further ones, as {@code --name=value} */
    RunningConfigService(Path folder, String... settings) {
        this(folder, null, settings);
    }

    /** @param clock of the service; null for that of the host */
    RunningConfigService(Path folder, @Nullable Clock clock, String... settings) {
        super(ConfigServiceApplication.class, folder, clock);
        withTokenOf("alice").withTokenOf("bob").withTokenOf("web").with(settings);
        // The client is on the class path of this test; the service is none.
        with("--spring.cloud.config.enabled=false");
        start();
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

    @Override
    public HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> answer = super.send(request);
        answers.add(answer);
        return answer;
    }
}
