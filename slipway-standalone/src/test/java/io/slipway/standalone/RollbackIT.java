package io.slipway.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.ApplicationView.EnvironmentView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Going back, with real processes: what runs afterwards is what ran then, to the byte and to the configuration, and
 * nothing was built again.
 */
class RollbackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temp;

    private ProbeApplication probe;
    private StandaloneProcess slipway;

    @BeforeEach
    void start() {
        probe = ProbeApplication.write(temp.resolve("probe"));
        slipway =
                StandaloneProcess.start(temp.resolve("data"), Map.of("slipway.notification.channels.hook.type", "log"));
        // Without users a canary could never be judged.
        String pipeline = probe.yaml().replaceAll("(?s)strategy:.*?verification:", "verification:");
        assertThat(slipway.api().apply(ProbeApplication.NAME, pipeline).statusCode())
                .isEqualTo(202);
    }

    @AfterEach
    void stop() {
        slipway.close();
        RunningInstances.under(temp.resolve("data")).forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void whatRunsIsWhatRanThen() throws Exception {
        DeploymentView unconfigured = deploy("0.9.0");
        assertThat(unconfigured.configRevision()).isNull();
        assertThat(served("/config")).isEqualTo("null");
        String thirty = configure(null, "timeout: 30\n");
        DeploymentView first = deploy("1.0.0");
        String sixty = configure(thirty, "timeout: 60\n");
        DeploymentView second = deploy("2.0.0");
        assertThat(served("/config")).isEqualTo(sixty);
        assertThat(digest(second)).isNotEqualTo(digest(first));
        assertThat(served("/")).isEqualTo("2.0.0");

        DeploymentView back = rollBackTo(first.id());

        assertThat(served("/")).isEqualTo("1.0.0");
        assertThat(served("/config")).isEqualTo(thirty);
        assertThat(slipway.api()
                        .get("/api/v1/config/probe/environments/production")
                        .path("revision")
                        .asString())
                .as("the config-service gives what it gave then")
                .isEqualTo(thirty);
        assertThat(List.of(first, second, back))
                .extracting(DeploymentView::configRevision)
                .containsExactly(thirty, sixty, thirty);
        assertThat(back.steps().getFirst().title()).startsWith("Put the configuration back");
        assertThat(back.artifacts()).isEqualTo(first.artifacts());
        EnvironmentView production =
                slipway.api().application(ProbeApplication.NAME).environments().getFirst();
        assertThat(production.release()).isNotNull();
        assertThat(production.release().artifacts().get("web").digest()).isEqualTo(digest(first));
        assertThat(back.steps()).noneMatch(step -> step.phase() == DeploymentState.BUILDING);
    }

    /** Commits the one document, puts it into production, and waits until deployments know of it; gives the revision. */
    private String configure(String on, String text) {
        List<Map<String, String>> documents = List.of(
                Map.of("path", "slipway-config.yaml", "text", "environments: [{name: production}]\n"),
                Map.of("path", "base/application.yaml", "text", text));
        String revision = config("/commits", Map.of("changes", documents), on);
        config("/rollouts", Map.of("environment", "production", "revision", revision), null);
        await().atMost(PATIENCE)
                .until(
                        () -> slipway.api()
                                .application(ProbeApplication.NAME)
                                .environments()
                                .getFirst()
                                .configRevision(),
                        revision::equals);
        return revision;
    }

    private String config(String path, Object body, String on) {
        HttpRequest.Builder request = slipway.api()
                .request("/api/v1/config/" + ProbeApplication.NAME + path)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)));
        if (on != null) {
            request.header("If-Match", '"' + on + '"');
        }
        HttpResponse<String> answer = slipway.api().send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Json.mapper().readTree(answer.body()).path("subject").asString();
    }

    private DeploymentView deploy(String version) {
        return done(slipway.api()
                .deploy(
                        ProbeApplication.NAME,
                        "version-" + version,
                        Map.of(
                                "version",
                                version,
                                "source",
                                Map.of("path", probe.good(version).toString()))));
    }

    private DeploymentView rollBackTo(String id) {
        HttpResponse<String> answer = slipway.api()
                .send(slipway.api()
                        .request("/api/v1/applications/" + ProbeApplication.NAME + "/environments/production/rollback")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(Map.of("to", id)))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return done(Json.mapper().readTree(answer.body()).path("subject").asString());
    }

    private DeploymentView done(String id) {
        DeploymentView ended = await().atMost(PATIENCE)
                .until(() -> slipway.api().deployment(id), view -> view.state().terminal());
        assertThat(ended.state()).as(ended.message()).isEqualTo(DeploymentState.SUCCEEDED);
        return ended;
    }

    private static String digest(DeploymentView view) {
        Artifact artifact = view.artifacts().get("web");
        assertThat(artifact).isNotNull();
        return artifact.digest();
    }

    private String served(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probe.port() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
