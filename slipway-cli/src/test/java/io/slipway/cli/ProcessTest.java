package io.slipway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.events.deploy.DeploymentState;

import static io.slipway.cli.fake.Documents.deployment;
import static org.assertj.core.api.Assertions.assertThat;

/** What only a process of its own shows: environment, signals and pipes. */
@Timeout(90)
class ProcessTest {
    private static final String ID = "shop-staging-1";

    private final FakeSlipway server = new FakeSlipway()
            .on("GET /api/v1/applications", 200, Map.of("items", List.of()))
            .on("GET /api/v1/deployments/" + ID, 200, deployment(ID, DeploymentState.VERIFYING));

    @TempDir
    private Path folder = Path.of(".");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addressTokenAndActorComeFromTheEnvironment() throws Exception {
        Process slipway = start(
                Map.of("SLIPWAY_URL", server.url(), "SLIPWAY_TOKEN", "secret", "SLIPWAY_ACTOR", "bob"),
                command("status", ID));

        assertThat(slipway.waitFor()).isZero();
        assertThat(text(slipway.getInputStream())).contains(ID + "  1.2.0  verifying");
        var headers = server.requests().getFirst().headers();
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer secret");
        assertThat(headers.getFirst("X-Slipway-Actor")).isEqualTo("bob");
    }

    @Test
    void ctrlCLeavesTheDeploymentAloneAndSaysHowToWatchItAgain() throws Exception {
        Process slipway = start(Map.of("SLIPWAY_URL", server.url()), command("watch", ID));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.requests().size() > 2);

        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(slipway.pid()))
                        .start()
                        .waitFor())
                .isZero();

        assertThat(slipway.waitFor()).isEqualTo(130);
        assertThat(text(slipway.getErrorStream()))
                .endsWith(ID + " goes on; follow it again with: slipway watch " + ID + "\n");
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
    }

    @Test
    void aReaderThatLeavesEndsAnEndlessStreamInPeace() throws Exception {
        String event = "id: 1\ndata: {\"type\":\"io.example.x\",\"subject\":\"s\"}\n\n";
        server.on("GET /api/v1/events", 200, "text/event-stream", event.repeat(5000));
        String line = String.join(" ", command("events", "tail")) + " | head -2; echo ${PIPESTATUS[0]}";

        Process shell = start(Map.of("SLIPWAY_URL", server.url()), List.of("bash", "-c", line));

        assertThat(text(shell.getInputStream()).lines()).hasSize(3).last().isEqualTo("0");
        assertThat(text(shell.getErrorStream())).isEmpty();
    }

    @Test
    void theCompletionScriptIsOneThatBashReads() throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, TypedCommand.plain(false, "completion").out());

        Process bash = start(
                Map.of(),
                List.of("bash", "-c", "set -e; bash -n " + script + "; . " + script + "; complete -p slipway"));

        assertThat(bash.waitFor()).as(text(bash.getErrorStream())).isZero();
        assertThat(text(bash.getInputStream())).contains("slipway");
        assertThat(Files.readString(script)).contains("rollback", "--idempotency-key", "replay");
    }

    private static Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                SlipwayCommand.class.getName()));
        command.addAll(List.of(words));
        return command;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
