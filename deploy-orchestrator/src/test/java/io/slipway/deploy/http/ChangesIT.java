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

/** What a client is shown before it promotes. */
class ChangesIT {
    private static final String PIPELINE = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: differing}
            spec:
              services:
                - name: web
                  build: {driver: command, command: ["./build.sh"]}
                  run: {command: ["./run.sh"], env: {LEVEL: "1"}}
              environments:
                - {name: staging, target: {driver: process, ports: {web: 18080}}}
                - {name: live, target: {driver: process, ports: {web: 18081}}}
            """;
    private static final String APPLICATION = "/api/v1/applications/differing";
    private static final String CHANGES = APPLICATION + "/environments/live/changes?from=staging";

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
    void thePromotionIsShownByArtifactAndConfigBeforeItIsMade() {
        body(service.apply("differing", PIPELINE), 202);
        assertThat(body(service.get(CHANGES), 404).path("detail").asString()).contains("Nothing serves staging yet");
        deliver("staging", "1.0.0");
        JsonNode first = body(service.get(CHANGES), 200);
        assertThat(first.path("services").get(0).path("kind").asString()).isEqualTo("ADDED");
        assertThat(first.has("serving")).isFalse();

        promote();
        assertThat(body(service.get(CHANGES), 200).path("services").size()).isZero();

        body(service.apply("differing", PIPELINE.replace("LEVEL: \"1\"", "LEVEL: \"2\"")), 202);
        deliver("staging", "2.0.0");
        JsonNode web = body(service.get(CHANGES), 200).path("services").get(0);
        assertThat(web.path("kind").asString()).isEqualTo("REPLACED");
        assertThat(web.path("from").asString()).isNotEqualTo(web.path("to").asString());
        assertThat(web.path("config").get(0).path("key").asString()).isEqualTo("env.LEVEL");
        assertThat(web.path("config").get(0).path("from").asString()).isEqualTo("1");
        assertThat(web.path("config").get(0).path("to").asString()).isEqualTo("2");

        body(service.get(APPLICATION + "/environments/moon/changes?from=staging"), 404);
        body(service.get(APPLICATION + "/environments/live/changes?from=moon"), 404);
        body(service.get(APPLICATION + "/environments/live/changes"), 400);
    }

    private static void deliver(String environment, String version) {
        String start = "{\"environment\":\"" + environment + "\",\"version\":\"" + version
                + "\",\"source\":{\"path\":\"/src\"}}";
        await(body(service.post(APPLICATION + "/deployments", start), 202));
    }

    private static void promote() {
        await(body(service.post(APPLICATION + "/environments/staging/promote", "{}"), 202));
    }

    private static void await(JsonNode answer) {
        String path = "/api/v1/deployments/" + answer.path("subject").asString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                body(service.get(path), 200).path("state").asString())
                        .isEqualTo("SUCCEEDED"));
    }
}
