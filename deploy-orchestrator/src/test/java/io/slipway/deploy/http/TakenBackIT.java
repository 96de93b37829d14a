package io.slipway.deploy.http;

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

/** Going back, what stays out after it, and what gives way, as a client of the HTTP API sees it. */
class TakenBackIT {
    private static final String PIPELINE = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: NAME}
            spec:
              services:
                - name: web
                  build: {driver: command, command: ["./build.sh"]}
                  run: {command: ["./run.sh"]}
              environments:
                - name: live
                  target: {driver: process, ports: {web: 18080}}
                  QUEUE
            """;

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatWasRolledBackStaysOutUntilSomebodyReleasesIt() {
        apply("sticky", "promotion: manual");
        deliver("sticky", "1.0.0", "SUCCEEDED");
        deliver("sticky", "2.0.0", "SUCCEEDED");
        String live = "/api/v1/applications/sticky/environments/live";
        String back = subject(body(service.post(live + "/rollback", "{\"reason\":\"slow\"}"), 202));
        await(back, "SUCCEEDED");

        JsonNode entry =
                body(service.get(live + "/quarantine"), 200).path("items").get(0);
        assertThat(entry.path("deploymentId").asString()).isEqualTo("sticky-live-2");
        assertThat(entry.path("because").asString()).contains("slow");
        JsonNode again = deliver("sticky", "2.0.0", "REJECTED");
        assertThat(again.path("message").asString()).contains("quarantine");
        assertThat(body(service.post(live + "/rollback", "{\"to\":\"sticky-live-2\"}"), 409)
                        .path("detail")
                        .asString())
                .contains("quarantine", "force it with a reason");

        String digest = entry.path("digest").asString();
        body(service.post(live + "/quarantine/release", "{\"digest\":\"" + digest + "\"}"), 400);
        body(service.post(live + "/quarantine/release", "{\"digest\":\"sha256:0\",\"reason\":\"fine\"}"), 404);
        body(service.post(live + "/quarantine/release", "{\"digest\":\"" + digest + "\",\"reason\":\"fine\"}"), 202);
        assertThat(body(service.get(live + "/quarantine"), 200).path("items").size())
                .isZero();
        deliver("sticky", "2.0.0", "SUCCEEDED");
    }

    @Test
    void whatServesInOneEnvironmentIsPromotedToTheNext() {
        body(
                service.apply(
                        "climbing",
                        PIPELINE.replace("NAME", "climbing")
                                .replace(
                                        "QUEUE",
                                        "promotion: manual\n    - {name: top, target: {driver: process, ports: {web: 18081}},"
                                                + " gates: [{type: passedIn, name: passed, environment: live}]}")),
                202);
        String promote = "/api/v1/applications/climbing/environments/live/promote";
        assertThat(body(service.post(promote, "{}"), 404).path("detail").asString())
                .contains("nothing serves live yet");
        deliver("climbing", "1.0.0", "SUCCEEDED");

        JsonNode promoted = await(subject(body(service.post(promote, "{\"to\":\"top\"}"), 202)), "SUCCEEDED");
        assertThat(promoted.path("id").asString()).isEqualTo("climbing-top-1");
        assertThat(promoted.path("promotedFrom").asString()).isEqualTo("climbing-live-1");
        body(service.post("/api/v1/applications/climbing/environments/top/promote", "{}"), 422);
        body(service.post(promote, "{\"to\":\"NO NAME\"}"), 400);
    }

    @Test
    void aNewerDeploymentEvictsOneThatWaitsForAnApproval() {
        apply("evicting", "approval: {required: 1}\n      queue: {policy: supersede}");
        String older = deploy("evicting", "1.0.0");
        await(older, "AWAITING_APPROVAL");
        String newer = deploy("evicting", "2.0.0");

        assertThat(await(older, "SUPERSEDED").path("supersededBy").asString()).isEqualTo(newer);
        await(newer, "AWAITING_APPROVAL");
    }

    @Test
    void aTakenEnvironmentThatRejectsSaysWhoHoldsIt() {
        apply("strict", "approval: {required: 1}\n      queue: {policy: reject}");
        String holder = deploy("strict", "1.0.0");
        await(holder, "AWAITING_APPROVAL");

        JsonNode problem = body(service.post("/api/v1/applications/strict/deployments", version("2.0.0")), 409);
        assertThat(problem.path("detail").asString()).contains(holder, "reject");
        body(service.post("/api/v1/deployments/" + holder + "/cancel", "{}"), 202);
        body(service.post("/api/v1/applications/strict/deployments", version("2.0.0")), 202);
    }

    private static void apply(String name, String environment) {
        body(service.apply(name, PIPELINE.replace("NAME", name).replace("QUEUE", environment)), 202);
    }

    private static JsonNode deliver(String application, String version, String state) {
        return await(deploy(application, version), state);
    }

    private static String deploy(String application, String version) {
        return subject(
                body(service.post("/api/v1/applications/" + application + "/deployments", version(version)), 202));
    }

    private static String version(String version) {
        return "{\"version\":\"" + version + "\",\"source\":{\"path\":\"/src\"}}";
    }

    private static String subject(JsonNode answer) {
        return answer.path("subject").asString();
    }

    private static JsonNode await(String deployment, String state) {
        String path = "/api/v1/deployments/" + deployment;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                body(service.get(path), 200).path("state").asString())
                        .isEqualTo(state));
        return body(service.get(path), 200);
    }
}
