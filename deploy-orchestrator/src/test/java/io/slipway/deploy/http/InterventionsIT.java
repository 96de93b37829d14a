package io.slipway.deploy.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.task.VerifyTask.Verdict;

import tools.jackson.databind.JsonNode;

import static io.slipway.deploy.http.RunningService.body;
import static org.assertj.core.api.Assertions.assertThat;

/** Each way to step in, over HTTP, while a worker is at it: the answer, and what comes of it. */
class InterventionsIT {
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
    void cancelEndsItWhileItsWorkerIsAtIt() {
        String id = building("cancelled");
        intervene(id, "cancel", "{\"reason\":\"wrong version\"}");

        JsonNode ended = await(id, view -> state(view).equals("CANCELLED"));
        assertThat(ended.path("message").asString()).contains("anonymous", "wrong version");
        Holds.letGo("cancelled");
        body(service.post("/api/v1/deployments/" + id + "/cancel", "{}"), 409);
    }

    @Test
    void pauseLetsTheStepEndAndResumeGoesOn() {
        String id = building("paused");
        intervene(id, "pause", "{\"reason\":\"lunch\"}");
        assertThat(view(id).path("paused").asBoolean()).isTrue();
        Holds.letGo("paused");

        JsonNode waiting = await(
                id, view -> step(view, "BUILDING").path("status").asString().equals("SUCCEEDED"));
        assertThat(state(waiting)).isEqualTo("BUILDING");
        assertThat(step(waiting, "ROLLING_OUT").path("status").asString()).isEqualTo("PENDING");
        assertThat(waiting.path("message").asString()).contains("lunch");
        body(service.post("/api/v1/deployments/" + id + "/pause", "{}"), 409);

        intervene(id, "resume", "");
        await(id, view -> state(view).equals("SUCCEEDED"));
        body(service.post("/api/v1/deployments/" + id + "/resume", ""), 409);
    }

    @Test
    void retryFencesTheRunningAttemptOff() {
        String id = building("retried");
        String step = step(view(id), "BUILDING").path("id").asString();
        Holds.letGo("retried");
        Holds.hold("retried");
        String again = building("retried", "2.0.0");
        String held = step(view(again), "BUILDING").path("id").asString();
        intervene(again, "steps/" + held + "/retry", "");

        assertThat(step(view(again), "BUILDING").path("attempt").asInt()).isGreaterThan(1);
        Holds.letGo("retried");
        await(again, view -> state(view).equals("SUCCEEDED"));
        body(service.post("/api/v1/deployments/" + again + "/steps/" + step + "/retry", ""), 409);
    }

    @Test
    void approveLetsItThrough() {
        String id = awaitingApproval("approved");
        intervene(id, "approve", "{\"comment\":\"looks fine\"}");
        await(id, view -> state(view).equals("SUCCEEDED"));
    }

    @Test
    void rejectEndsIt() {
        String id = awaitingApproval("rejected");
        intervene(id, "reject", "{\"comment\":\"not on a friday\"}");
        JsonNode ended = await(id, view -> state(view).equals("REJECTED"));
        assertThat(ended.path("message").asString()).contains("not on a friday");
    }

    @Test
    void acceptTakesForGoodWhatHadTooLittleData() {
        Holds.judge("accepted", Verdict.INCONCLUSIVE);
        apply("accepted");
        String id = deploy("accepted", "1.0.0");
        JsonNode waiting = await(id, view -> view.path("paused").asBoolean());
        assertThat(state(waiting)).isEqualTo("VERIFYING");
        assertThat(waiting.path("message").asString()).contains("accept it with a reason");
        body(service.post("/api/v1/deployments/" + id + "/accept", "{}"), 400);

        intervene(id, "accept", "{\"reason\":\"a quiet night\"}");
        JsonNode ended = await(id, view -> state(view).equals("SUCCEEDED"));
        JsonNode acceptance = step(ended, "VERIFYING").path("acceptance");
        assertThat(acceptance.path("by").asString()).isEqualTo("anonymous");
        assertThat(acceptance.path("reason").asString()).isEqualTo("a quiet night");
        body(service.post("/api/v1/deployments/" + id + "/accept", "{\"reason\":\"again\"}"), 409);
    }

    @Test
    void rollbackIsADeploymentOfWhatRanThen() {
        apply("returned");
        String first = deploy("returned", "1.0.0");
        await(first, view -> state(view).equals("SUCCEEDED"));
        String second = deploy("returned", "2.0.0");
        await(second, view -> state(view).equals("SUCCEEDED"));
        JsonNode answer = body(
                service.post(
                        "/api/v1/applications/returned/environments/staging/rollback",
                        "{\"to\":\"" + first + "\",\"reason\":\"too slow\"}"),
                202);

        JsonNode back =
                await(answer.path("subject").asString(), view -> state(view).equals("SUCCEEDED"));
        assertThat(back.path("rollbackTo").asString()).isEqualTo(first);
        assertThat(back.path("rollbackOf").asString()).isEqualTo(second);
        assertThat(back.path("artifacts")).isEqualTo(view(first).path("artifacts"));
    }

    private static String building(String application) {
        Holds.hold(application);
        apply(application);
        return building(application, "1.0.0");
    }

    private static String building(String application, String version) {
        String id = deploy(application, version);
        await(
                id,
                view -> !step(view, "BUILDING").path("worker").asString("").isEmpty()
                        && state(view).equals("BUILDING"));
        return id;
    }

    private static String awaitingApproval(String application) {
        apply(application);
        String staged = deploy(application, "1.0.0");
        await(staged, view -> state(view).equals("SUCCEEDED"));
        String id = application + "-production-1";
        await(id, view -> state(view).equals("AWAITING_APPROVAL"));
        return id;
    }

    private static void apply(String name) {
        body(service.apply(name, DeployApiIT.pipeline(name)), 202);
    }

    private static String deploy(String application, String version) {
        return body(
                        service.post(
                                "/api/v1/applications/" + application + "/deployments",
                                "{\"version\":\"" + version + "\",\"source\":{\"path\":\"/src\"}}"),
                        202)
                .path("subject")
                .asString();
    }

    private static void intervene(String id, String verb, String json) {
        JsonNode answer = body(service.post("/api/v1/deployments/" + id + "/" + verb, json), 202);
        assertThat(answer.path("status").asString()).isEqualTo("accepted");
        assertThat(answer.path("subject").asString()).isEqualTo(id);
    }

    private static JsonNode view(String id) {
        return body(service.get("/api/v1/deployments/" + id), 200);
    }

    private static String state(JsonNode view) {
        return view.path("state").asString();
    }

    private static JsonNode step(JsonNode view, String phase) {
        return view.path("steps")
                .valueStream()
                .filter(step -> step.path("phase").asString().equals(phase))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode await(String id, Predicate<JsonNode> condition) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsMatching(AssertionError.class::isInstance)
                .until(() -> view(id), condition::test);
    }
}
