package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.ConvergeTask.Instance;
import io.slipway.events.deploy.task.ConvergeTask.Release;
import io.slipway.kit.task.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ProcessDriverIT {
    private static final ServiceTarget TARGET = new ServiceTarget("shop", "live", "web");
    private static final RunSpec RUN = new RunSpec(
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx32m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Path.of("target", "test-classes").toAbsolutePath().toString(),
                    ProbeService.class.getName()),
            Map.of(),
            new RunSpec.HealthSpec("/", Duration.ofMillis(50), Duration.ofSeconds(30)),
            Duration.ofSeconds(5));

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private ArtifactStore store;
    private ProcessDriver driver;
    private Artifact artifact;

    @BeforeEach
    void prepare() throws IOException {
        store = new ArtifactStore(folder.resolve("artifacts"));
        driver = new ProcessDriver(folder.resolve("process"), store, "127.0.0.1");
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.writeString(content.resolve("readme"), "the program is elsewhere");
        artifact = store.put(content, "shop", "web", "1.0.0");
    }

    @AfterEach
    void killAll() throws IOException {
        for (ServiceFolder service : ServiceFolder.all(folder.resolve("process"))) {
            for (var instance : service.instances()) {
                service.process(instance).handle().ifPresent(ProcessHandle::destroyForcibly);
            }
            service.proxyProcess().handle().ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void startsWhatIsDeclaredAndServesIt() throws Exception {
        ConvergeTask.Output output = converge(1, release("d1", "1.0.0", 2, 100));

        assertThat(output.instances()).hasSize(2);
        assertThat(get()).isEqualTo("1.0.0");
        assertThat(driver.endpoints(TARGET, "d1")).hasSize(2);
    }

    @Test
    void doesNothingWhenItIsToldAgain() throws Exception {
        ConvergeTask.Output first = converge(1, release("d1", "1.0.0", 2, 100));
        ConvergeTask.Output again = converge(1, release("d1", "1.0.0", 2, 100));

        assertThat(again.instances()).containsExactlyInAnyOrderElementsOf(first.instances());
    }

    @Test
    void splitsTheTrafficByWeightAndCountsIt() throws Exception {
        converge(1, release("d1", "1.0.0", 1, 80), release("d2", "2.0.0", 1, 20));

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(get());
        }
        assertThat(answers.stream().filter("2.0.0"::equals)).hasSize(20);
        assertThat(driver.traffic(TARGET, "d2").requests()).isEqualTo(20);
        assertThat(driver.traffic(TARGET, "d1").successRate()).isEqualTo(1.0);
    }

    @Test
    void takesUpWhatAnEarlierDriverStarted() throws Exception {
        ConvergeTask.Output before = converge(1, release("d1", "1.0.0", 2, 100));
        driver = new ProcessDriver(folder.resolve("process"), store, "127.0.0.1");

        assertThat(get()).as("it serves without a driver").isEqualTo("1.0.0");
        assertThat(converge(2, release("d1", "1.0.0", 2, 100)).instances())
                .containsExactlyInAnyOrderElementsOf(before.instances());
    }

    @Test
    void startsAgainWhatDied() throws Exception {
        ConvergeTask.Output before = converge(1, release("d1", "1.0.0", 2, 100));
        kill(before.instances().getFirst());

        List<String> repairs = new ArrayList<>();
        driver.superviseOnce(repairs::add);

        assertThat(repairs).hasSize(1);
        assertThat(driver.endpoints(TARGET, "d1")).hasSize(2);
        assertThat(get()).isEqualTo("1.0.0");
    }

    @Test
    void asksAnotherInstanceWhenOneHasDied() throws Exception {
        ConvergeTask.Output running = converge(1, release("d1", "1.0.0", 2, 100));
        kill(running.instances().getFirst());

        for (int i = 0; i < 10; i++) {
            assertThat(get()).isEqualTo("1.0.0");
        }
    }

    @Test
    void refusesADeclarationThatIsOver() throws Exception {
        converge(2, release("d2", "2.0.0", 1, 100));

        assertThatThrownBy(() -> converge(1, release("d1", "1.0.0", 1, 100)))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        failure -> assertThat(failure.retryable()).isFalse())
                .hasMessageContaining("generation 2 has been declared since");
        assertThat(get()).isEqualTo("2.0.0");
    }

    private static void kill(Instance instance) {
        ProcessHandle process = ProcessHandle.of(instance.pid()).orElseThrow();
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
    }

    private ConvergeTask.Output converge(long generation, Release... releases) throws Exception {
        return driver.converge(
                new ConvergeTask("shop", "live", "web", "process", port, generation, List.of(releases)), words -> {});
    }

    private Release release(String id, String version, int replicas, int weight) {
        return new Release(id, version, artifact, RUN, replicas, weight);
    }

    private String get() throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
