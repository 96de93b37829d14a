package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** The standalone as a child JVM that can be killed for real and started again on the same folder and ports. */
final class StandaloneProcess implements AutoCloseable {
    private final Path data;
    private final int httpPort;
    private final int kafkaPort;
    private final Map<String, String> properties;
    private Process process;
    private int starts;

    private StandaloneProcess(Path data, Map<String, String> properties) {
        this.data = data;
        this.properties = properties;
        this.httpPort = freePort();
        this.kafkaPort = freePort();
    }

    /** Starts it; returns when it is ready. */
    static StandaloneProcess start(Path data, Map<String, String> properties) {
        StandaloneProcess standalone = new StandaloneProcess(data, properties);
        standalone.launch();
        return standalone;
    }

    /**
     * SIGKILL, no farewell; then a new process on the same folder.
     *
     * @return when nothing of the old one ran any more
     */
    Instant killAndRestart() {
        kill();
        Instant dead = Instant.now();
        launch();
        return dead;
    }

    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM; returns the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not stop in 60 s; see " + log());
        }
        return process.exitValue();
    }

    Api api() {
        return new Api(httpPort, data.resolve("admin-token"));
    }

    String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    Path log() {
        return data.resolve("standalone-" + starts + ".log");
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private void launch() {
        starts++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslipway.data=" + data,
                "-Dslipway.port=" + httpPort,
                "-Dslipway.kafka.port=" + kafkaPort));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StandaloneApplication.class.getName()));
        try {
            Files.createDirectories(data);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("standalone ready, log in " + log())
                .atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofMillis(200))
                .failFast("the process ended", () -> !process.isAlive())
                .until(() -> api().ready());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
