package io.slipway.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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

/** Going back, with real processes: what runs afterwards is what ran then, to the byte, and nothing was built again. */
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
        DeploymentView first = deploy("1.0.0");
        DeploymentView second = deploy("2.0.0");
        assertThat(digest(second)).isNotEqualTo(digest(first));
        assertThat(served()).isEqualTo("2.0.0");

        DeploymentView back = rollBackTo(first.id());

        assertThat(served()).isEqualTo("1.0.0");
        assertThat(back.artifacts()).isEqualTo(first.artifacts());
        EnvironmentView production =
                slipway.api().application(ProbeApplication.NAME).environments().getFirst();
        assertThat(production.release()).isNotNull();
        assertThat(production.release().artifacts().get("web").digest()).isEqualTo(digest(first));
        assertThat(back.steps()).noneMatch(step -> step.phase() == DeploymentState.BUILDING);
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

    private String served() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probe.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
