package io.slipway.deploy.http;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static io.slipway.deploy.http.RunningService.body;
import static org.assertj.core.api.Assertions.assertThat;

class DeployApiIT {
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

    static String pipeline(String name) {
        return """
                apiVersion: slipway.io/v1
                kind: Application
                metadata: {name: %s}
                spec:
                  services:
                    - name: web
                      build: {driver: command, command: [./build.sh]}
                      run: {command: [./run.sh]}
                  environments:
                    - name: staging
                      target: {ports: {web: 18080}}
                      verification: {checks: [{name: greets}]}
                      promotion: auto
                    - name: production
                      target: {ports: {web: 18090}}
                      gates: [{type: passedIn, name: staging-passed, environment: staging}]
                      approval: {excludeRequester: false}
                """.formatted(name);
    }

    @Test
    void aVersionGoesThroughTheEnvironments() {
        apply("shop");
        JsonNode answer = body(service.post("/api/v1/applications/shop/deployments", start("1.0.0")), 202);
        assertThat(answer.path("status").asString()).isEqualTo("accepted");
        String id = answer.path("subject").asString();
        assertThat(id).isEqualTo("shop-staging-1");
        // What the answer promises is there at once.
        assertThat(body(service.get("/api/v1/deployments/" + id), 200)
                        .path("version")
                        .asString())
                .isEqualTo("1.0.0");
        await("/api/v1/deployments/" + id, "SUCCEEDED");
        await("/api/v1/deployments/shop-production-1", "AWAITING_APPROVAL");
        body(service.post("/api/v1/deployments/shop-production-1/approve", "{\"comment\":\"go\"}"), 202);
        await("/api/v1/deployments/shop-production-1", "SUCCEEDED");
        JsonNode application = body(service.get("/api/v1/applications/shop"), 200);
        assertThat(application
                        .path("environments")
                        .get(1)
                        .path("release")
                        .path("version")
                        .asString())
                .isEqualTo("1.0.0");
        JsonNode logs = body(service.get("/api/v1/deployments/" + id + "/logs"), 200);
        assertThat(logs.path("items")
                        .valueStream()
                        .map(line -> line.path("text").asString()))
                .containsExactly("building web", "built");
        HttpResponse<String> followed = service.get("/api/v1/deployments/" + id + "/logs?follow=true");
        assertThat(followed.body())
                .contains("event: line")
                .contains("building web")
                .contains("event: end")
                .contains("id: " + id + "/01-build-web/1/0\n");
        HttpResponse<String> resumed = service.send(service.request("/api/v1/deployments/" + id + "/logs?follow=true")
                .header("Last-Event-ID", id + "/01-build-web/1/0"));
        assertThat(resumed.body())
                .doesNotContain("building web")
                .contains("\"built\"")
                .contains("event: end");
        HttpResponse<String> unknown = service.send(service.request("/api/v1/deployments/" + id + "/logs?follow=true")
                .header("Last-Event-ID", "from another life"));
        assertThat(unknown.body()).contains("building web");
    }

    @Test
    void thePlanSaysWhatWouldHappenAndChangesNothing() {
        apply("planned");
        JsonNode plan = body(
                service.post(
                        "/api/v1/applications/planned/plan",
                        "{\"environment\":\"production\",\"version\":\"1.0.0\",\"source\":{\"path\":\"/src\"}}"),
                200);
        assertThat(plan.path("steps").size()).isPositive();
        assertThat(plan.path("gates").get(0).path("detail").asString()).contains("has not succeeded in staging");
        assertThat(body(service.get("/api/v1/deployments?application=planned"), 200)
                        .path("items")
                        .size())
                .isZero();
        assertThat(service.post("/api/v1/applications/nobody/plan", start("1")).statusCode())
                .isEqualTo(404);
        assertThat(service.post(
                                "/api/v1/applications/planned/plan",
                                "{\"environment\":\"moon\",\"version\":\"1\",\"source\":{\"path\":\"/src\"}}")
                        .statusCode())
                .isIn(404, 422);
    }

    @Test
    void theSameKeyAndBodyGetTheFirstAnswerAndAnotherBodyAConflict() {
        apply("again");
        HttpResponse<String> first = keyed("/api/v1/applications/again/deployments", "key-1", start("1.0.0"));
        HttpResponse<String> second = keyed("/api/v1/applications/again/deployments", "key-1", start("1.0.0"));
        assertThat(body(second, 202).path("subject")).isEqualTo(body(first, 202).path("subject"));
        body(keyed("/api/v1/applications/again/deployments", "key-1", start("2.0.0")), 409);
        body(keyed("/api/v1/applications/again/deployments", "not a key", start("2.0.0")), 400);
        JsonNode command = body(service.get("/api/v1/commands/key-1"), 200);
        assertThat(command.path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void whoDoesNotWaitIsToldWhereToAsk() {
        apply("impatient");
        HttpResponse<String> response = service.send(service.request("/api/v1/applications/impatient/deployments")
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=0")
                .header("Idempotency-Key", "impatient-1")
                .POST(BodyPublishers.ofString(start("1.0.0"))));
        assertThat(body(response, 202).path("status").asString()).isIn("pending", "accepted");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> body(service.get("/api/v1/commands/impatient-1"), 200)
                        .path("status")
                        .asString()
                        .equals("accepted"));
    }

    @Test
    void aDocumentIsSentAgainOnlyWhenItHasChanged() {
        apply("tagged");
        HttpResponse<String> first = service.get("/api/v1/applications/tagged");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(service.send(service.request("/api/v1/applications/tagged").header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void deploymentsArePagedNewestFirst() {
        apply("paged");
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.addFirst(body(service.post("/api/v1/applications/paged/deployments", start("1.0." + i)), 202)
                    .path("subject")
                    .asString());
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = body(
                    service.get("/api/v1/deployments?application=paged&environment=staging&limit=2" + cursor), 200);
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(started);
        body(service.get("/api/v1/deployments?cursor=rubbish"), 400);
        body(service.get("/api/v1/deployments?limit=0"), 400);
        body(service.get("/api/v1/deployments?state=dreaming"), 400);
        body(service.get("/api/v1/deployments?state=rolledBack,SUCCEEDED"), 200);
    }

    @Test
    void theSchemaOfThePipelineIsServed() {
        HttpResponse<String> answer = service.get("/api/v1/schemas/slipway-v1.schema.json");
        assertThat(body(answer, 200).path("title").asString()).isEqualTo("slipway.yaml");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/schema+json");
        body(service.get("/api/v1/schemas/other.schema.json"), 404);
    }

    @Test
    void theQueueIsVisible() {
        apply("queued");
        body(service.post("/api/v1/applications/queued/deployments", start("1.0.0")), 202);
        JsonNode queue = body(service.get("/api/v1/applications/queued/environments/staging/queue"), 200);
        assertThat(queue.path("queue").isArray()).isTrue();
        body(service.get("/api/v1/applications/queued/environments/moon/queue"), 404);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        body(service.get("/api/v1/applications/nobody"), 404);
        body(service.get("/api/v1/deployments/nobody-staging-1"), 404);
        body(service.get("/api/v1/deployments/nobody-staging-1/logs"), 404);
        body(service.post("/api/v1/deployments/nobody-staging-1/cancel", "{}"), 404);
        body(service.post("/api/v1/applications/nobody/deployments", start("1.0.0")), 404);
        body(service.post("/api/v1/applications/NO_NAME/deployments", start("1.0.0")), 404);
        apply("known");
        body(service.post("/api/v1/applications/known/environments/moon/rollback", "{}"), 404);
    }

    @Test
    void badBodiesAreToldWhatIsWrong() {
        apply("picky");
        String path = "/api/v1/applications/picky/deployments";
        assertThat(body(service.post(path, "{\"version\":\"1\",\"enviroment\":\"staging\"}"), 400)
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("enviroment");
        body(service.post(path, "{"), 400);
        body(service.post(path, ""), 400);
        body(service.post(path, "null"), 400);
        body(service.post(path, "{}"), 400);
        body(service.post(path, "{\"version\":\"1\",\"artifacts\":{\"web\":null}}"), 400);
        body(service.post(path, "{\"version\":\"" + "9".repeat(101) + "\"}"), 400);
        body(service.post(path, "{\"version\":\"" + "9".repeat(1024 * 1024) + "\"}"), 413);
        JsonNode problem = body(service.apply("picky", pipeline("picky").replace("promotion", "promotoin")), 422);
        assertThat(problem.path("errors").get(0).path("line").asInt()).isEqualTo(13);
        assertThat(problem.path("errors").get(0).path("message").asString()).contains("did you mean promotion?");
        body(service.apply("other", pipeline("picky")), 422);
        body(service.apply("picky", "a: [1"), 422);
        body(service.apply("picky", "x".repeat(300 * 1024)), 422);
        body(service.apply("picky", "x".repeat(1024 * 1024 + 1)), 413);
    }

    @Test
    void aCommandMayComeAsACloudEvent() {
        apply("evented");
        String data = "{\"application\":\"evented\",\"version\":\"1.0.0\",\"source\":{\"path\":\"/src\"},"
                + "\"artifacts\":{}}";
        JsonNode taken = body(
                service.post(
                        "/api/v1/events",
                        "{\"specversion\":\"1.0\",\"id\":\"evented-1\",\"source\":\"/ci\","
                                + "\"type\":\"io.slipway.deploy.deployment.start.v1\",\"data\":" + data + "}"),
                202);
        assertThat(taken.path("topic").asString()).isEqualTo("slipway.deploy.commands");
        await("/api/v1/deployments/evented-staging-1", "SUCCEEDED");
    }

    @Test
    void anImageThatWasPublishedIsDeployedOnceHoweverOftenItIsSaid() {
        body(service.apply("published", """
                        apiVersion: slipway.io/v1
                        kind: Application
                        metadata: {name: published}
                        spec:
                          services:
                            - {name: web, build: {driver: prebuilt}, run: {command: [./run.sh]}}
                          environments:
                            - {name: staging, target: {ports: {web: 18080}}}
                          triggers:
                            - {type: artifactPublished, service: web, repository: registry.example.org/shop/web}
                        """), 202);
        String event = """
                {"context": {"specversion": "0.5.1", "id": "push-1", "source": "/registry",
                             "type": "dev.cdevents.artifact.published.0.3.0", "timestamp": "2026-01-02T03:04:05Z"},
                 "subject": {"id": "pkg:oci/web@sha256:%s?repository_url=registry.example.org/shop/web&tag=2.4.0",
                             "content": {}}}
                """.formatted("0".repeat(64));
        for (int time = 0; time < 3; time++) {
            body(service.post("/api/v1/events", event), 202);
        }
        body(service.post("/api/v1/events", event.replace("push-1", "push-2").replace("2.4.0", "2.4.1")), 202);

        await("/api/v1/deployments/published-staging-2", "SUCCEEDED");
        JsonNode first = body(service.get("/api/v1/deployments/published-staging-1"), 200);
        assertThat(first.path("version").asString()).isEqualTo("2.4.0");
        assertThat(body(service.get("/api/v1/deployments/published-staging-2"), 200)
                        .path("version")
                        .asString())
                .isEqualTo("2.4.1");
    }

    @Test
    void aCommandWithAHoleIsNotTaken() {
        for (String data : List.of("{}", "{\"application\":\"holes\",\"source\":{},\"artifacts\":{}}")) {
            body(
                    service.post(
                            "/api/v1/events",
                            "{\"specversion\":\"1.0\",\"id\":\"hole\",\"source\":\"/ci\",\"subject\":\"holes\","
                                    + "\"type\":\"io.slipway.deploy.deployment.start.v1\",\"data\":" + data + "}"),
                    400);
        }
        body(
                service.post(
                        "/api/v1/events",
                        "{\"specversion\":\"1.0\",\"id\":\"r\",\"source\":\"/ci\",\"type\":\"io.slipway.task.succeed.v1\","
                                + "\"data\":{}}"),
                403);
    }

    private static void apply(String name) {
        body(service.apply(name, pipeline(name)), 202);
    }

    private static String start(String version) {
        return "{\"version\":\"" + version + "\",\"source\":{\"path\":\"/src\"}}";
    }

    private static HttpResponse<String> keyed(String path, String key, String json) {
        return service.send(service.request(path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    private static void await(String path, String state) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(body(service.get(path), 200).path("state").asString()).isEqualTo(state);
        });
    }
}
