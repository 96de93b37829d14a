package io.slipway.deploy.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static io.slipway.deploy.http.RunningService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what, with tokens and roles, and what a closed environment does, as clients of the HTTP API see it. */
class ClosingIT {
    private static final String APPLICATION = "/api/v1/applications/guarded";
    private static final String LINE = APPLICATION + "/environments/live/line";
    private static final String PIPELINE = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: guarded}
            spec:
              services:
                - name: web
                  build: {driver: command, command: ["./build.sh"]}
                  run: {command: ["./run.sh"]}
              environments:
                - name: live
                  target: {driver: process, ports: {web: 18090}}
                  approval: {required: 1, roles: [REVIEWER]}
                  breakGlass: [oncall]
            """;

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService(
                folder,
                "--slipway.http.tokens.ann=ann-0123456789abcdef",
                "--slipway.http.tokens.bob=bob-0123456789abcdef",
                "--slipway.http.tokens.console=console-0123456789abcdef",
                "--slipway.access.trusted-tokens=console",
                "--slipway.access.roles.operator=ann",
                "--slipway.access.roles.approver=bob,cy",
                "--slipway.access.roles.oncall=bob");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aStoppedLineHoldsADeploymentUntilTheGlassIsBrokenAndAnApprovalIsAnotherPersons() {
        String pipeline = PIPELINE.replace("REVIEWER", "approver");
        JsonNode fault = body(apply("ann", PIPELINE.replace("REVIEWER", "nobody")), 422);
        assertThat(fault.path("errors").get(0).path("line").asInt()).isEqualTo(12);
        assertThat(fault.path("detail").asString()).contains("can never be had");
        body(apply("bob", pipeline), 403);
        body(apply("ann", pipeline), 202);

        body(post("ann", LINE + "/stop", "{}"), 400);
        body(post("ann", LINE + "/stop", "{\"reason\":\"smoke\",\"inFlight\":\"flee\"}"), 400);
        body(post("bob", LINE + "/stop", "{\"reason\":\"smoke\"}"), 403);
        body(post("ann", LINE + "/stop", "{\"reason\":\"smoke\"}"), 202);
        assertThat(body(get(APPLICATION), 200)
                        .path("environments")
                        .get(0)
                        .path("stopped")
                        .path("reason")
                        .asString())
                .isEqualTo("smoke");

        String request = "{\"version\":\"1.0.0\",\"source\":{\"path\":\"/src\"}}";
        String id = body(post("ann", APPLICATION + "/deployments", request), 202)
                .path("subject")
                .asString();
        JsonNode held = body(get("/api/v1/deployments/" + id), 200);
        assertThat(held.path("state").asString()).isEqualTo("QUEUED");
        assertThat(held.path("hold").path("closedBy").asString()).isEqualTo("LINE");
        assertThat(held.path("message").asString()).contains("stopped by ann: smoke");

        String glass = "/api/v1/deployments/" + id + "/break-glass";
        body(post("bob", glass, "{}"), 400);
        body(post("ann", glass, "{\"reason\":\"it burns\"}"), 403);
        body(post("bob", glass, "{\"reason\":\"it burns\"}"), 202);
        JsonNode waiting = await(id, "AWAITING_APPROVAL");
        assertThat(waiting.path("approval")
                        .path("groups")
                        .get(0)
                        .path("mayApprove")
                        .toString())
                .isEqualTo("[\"bob\",\"cy\"]");

        String approve = "/api/v1/deployments/" + id + "/approve";
        body(post("ann", approve, "{}"), 403);
        HttpRequest.Builder claims = request("ann", approve).header("X-Slipway-Actor", "cy");
        body(service.send(claims.POST(HttpRequest.BodyPublishers.ofString("{}"))), 403);
        HttpRequest.Builder speaksFor = request("console", approve).header("X-Slipway-Actor", "cy");
        body(service.send(speaksFor.POST(HttpRequest.BodyPublishers.ofString("{}"))), 202);
        assertThat(await(id, "SUCCEEDED")
                        .path("approval")
                        .path("groups")
                        .get(0)
                        .path("approvedBy")
                        .toString())
                .isEqualTo("[\"cy\"]");

        body(post("ann", LINE + "/resume", "{\"reason\":\"aired\"}"), 202);
        body(post("ann", LINE + "/resume", "{\"reason\":\"aired\"}"), 409);
    }

    private static JsonNode await(String id, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> body(get("/api/v1/deployments/" + id), 200),
                        view -> view.path("state").asString().equals(state));
    }

    private static HttpRequest.Builder request(String token, String path) {
        return service.request(path)
                .header("Authorization", "Bearer " + token + "-0123456789abcdef")
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> get(String path) {
        return service.send(request("ann", path));
    }

    private static HttpResponse<String> post(String token, String path, String json) {
        return service.send(request(token, path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> apply(String token, String file) {
        return service.send(service.request(APPLICATION)
                .header("Authorization", "Bearer " + token + "-0123456789abcdef")
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(file)));
    }
}
