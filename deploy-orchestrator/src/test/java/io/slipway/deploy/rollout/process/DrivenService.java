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
import java.util.function.Function;

import io.slipway.deploy.artifact.ArtifactStore;
import io.slipway.deploy.os.ProcessGroup;
import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.ConvergeTask.Release;

/** A driver with one service in a folder of its own; what it starts ends with it. */
final class DrivenService implements AutoCloseable {
    static final ServiceTarget TARGET = new ServiceTarget("shop", "live", "web");

    final ProcessDriver driver;
    private final Path root;
    private final Artifact artifact;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private long generation;
    private int port = freePort();

    DrivenService(Path folder) throws IOException {
        ArtifactStore store = new ArtifactStore(folder.resolve("artifacts"));
        root = folder.resolve("process");
        driver = new ProcessDriver(root, store, "127.0.0.1");
        Path content = Files.createDirectories(folder.resolve("content"));
        Files.writeString(content.resolve("readme"), "the program is elsewhere");
        artifact = store.put(content, "shop", "web", "1.0.0");
    }

    /** The command of {@link ProbeService}. */
    static List<String> probe() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                ProbeService.class.getName());
    }

    /** A shell's command that ends in becoming {@link ProbeService}. */
    static List<String> probeAfter(String script) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script + "; exec \"$@\"", "sh"));
        command.addAll(probe());
        return command;
    }

    Release release(String id, int replicas, int weight) {
        return release(id, probe(), Duration.ofSeconds(10), replicas, weight);
    }

    /** The same of a program that goes at once when it is told to stop, whatever it has in hand. */
    Release abrupt(String id, int replicas, int weight) {
        return release(id, probe(), Map.of(ProbeService.ABRUPT, "yes"), Duration.ofSeconds(10), replicas, weight);
    }

    Release release(String id, List<String> command, Duration stopTimeout, int replicas, int weight) {
        return release(id, command, Map.of(), stopTimeout, replicas, weight);
    }

    private Release release(
            String id, List<String> command, Map<String, String> env, Duration stopTimeout, int replicas, int weight) {
        RunSpec.HealthSpec health = new RunSpec.HealthSpec("/", Duration.ofMillis(20), Duration.ofSeconds(60));
        return new Release(id, "of-" + id, artifact, new RunSpec(command, env, health, stopTimeout), replicas, weight);
    }

    ConvergeTask.Output converge(Release... releases) throws Exception {
        return driver.converge(
                new ConvergeTask("shop", "live", "web", "process", port, ++generation, List.of(releases)), words -> {});
    }

    /** Has the service reached at another port from the next convergence on. */
    void moveTo(int another) {
        port = another;
    }

    int port() {
        return port;
    }

    String get() throws IOException, InterruptedException {
        return ask("/", HttpRequest.Builder::build);
    }

    /** The answer to a request of a user; whatever is no answer of the service is an error. */
    String ask(String path, Function<HttpRequest.Builder, HttpRequest> how) throws IOException, InterruptedException {
        HttpRequest request = how.apply(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (ServiceFolder service : ServiceFolder.all(root)) {
            List<DetachedProcess> all = new ArrayList<>(List.of(service.proxyProcess()));
            service.instances().forEach(instance -> all.add(service.process(instance)));
            all.forEach(process -> process.handle().ifPresent(found -> new ProcessGroup(found.pid()).kill()));
        }
    }
}
