package io.slipway.deploy.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceLifecycleIT {
    @TempDir
    Path folder;

    @Test
    void oneTraceAndOneCorrelationIdLeadThroughADeploymentAndStreamsEndWithTheService() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread client;
        try (RunningService service = new RunningService(folder)) {
            assertThat(service.get("/actuator/health/readiness").body()).contains("views");
            assertThat(service.get("/actuator/health/liveness").body()).contains("aggregateHost");
            RunningService.body(service.apply("traced", DeployApiIT.pipeline("traced")), 202);
            client = follow(service, lines);
            var response = service.send(service.request("/api/v1/applications/traced/deployments")
                    .header("Content-Type", "application/json")
                    .header("X-Correlation-Id", "story-1")
                    .header("Prefer", "wait=30")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                            "{\"version\":\"1\",\"source\":{\"path\":\"/src\"}}")));
            RunningService.body(response, 202);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> events(lines)
                            .anyMatch(event -> event.path("type").asString().contains("deployment.succeeded")));
            List<JsonNode> deployment = events(lines)
                    .filter(event -> event.path("subject").asString().equals("traced-staging-1"))
                    .toList();
            assertThat(deployment)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(event ->
                            assertThat(event.path("correlationid").asString()).isEqualTo("story-1"));
            assertThat(deployment.stream()
                            .map(event ->
                                    event.path("traceparent").asString("none").split("-"))
                            .map(parts -> parts.length > 1 ? parts[1] : "none")
                            .distinct())
                    .hasSize(1)
                    .doesNotContain("none");
            String metrics = service.get("/actuator/prometheus").body();
            assertThat(metrics).contains("http_server_requests").contains("slipway_events_clients");
        }
        assertThat(client.join(Duration.ofSeconds(5))).isTrue();
    }

    private static Thread follow(RunningService service, List<String> lines) throws Exception {
        var response = HttpClient.newHttpClient()
                .send(
                        service.request("/api/v1/events?from=beginning&application=traced")
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(response.body()))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add(": the line is dead");
            }
        });
    }

    private static Stream<JsonNode> events(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.mapper().readTree(line.substring(6)));
    }
}
