package io.slipway.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/**
 * The standalone, as it was packaged, as a child JVM that can be killed for real and started again on the same folder and
 * ports.
 */
final class StandaloneProcess implements AutoCloseable {
    private static final Path APP = Path.of("target/app/slipway-standalone.jar");
    /** Behind the packaged files, so that the JVM may still use what it kept ready of those. */
    private static final Path TEST_CLASSES = Path.of("target/test-classes");
    /** What the JVM keeps ready for the next starts (JEP 514), where it was made. */
    private static final Path CACHE = Path.of("target/slipway-standalone.aot");

    /** Of which writing the cache takes most. */
    private static final Duration STOP = Duration.ofMinutes(3);

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

    /**
     * Makes the starts that follow take about half as long. Takes as long as three starts itself, so it is for whoever
     * starts it often.
     *
     * @param folder an empty one
     */
    static void rehearse(Path folder) throws IOException, InterruptedException {
        Files.deleteIfExists(CACHE);
        Path written = CACHE.resolveSibling("rehearsed.aot");
        StandaloneProcess rehearsal = new StandaloneProcess(folder, Map.of());
        // The JVM keeps nothing of folders, so without the test's own classes.
        rehearsal.launch(APP.toString(), "-XX:AOTCacheOutput=" + written);
        rehearsal.stop();
        // Whoever starts one meanwhile finds all of it, or nothing.
        Files.move(written, CACHE, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts it; returns when it is ready. */
    static StandaloneProcess start(Path data, Map<String, String> properties) {
        StandaloneProcess standalone = new StandaloneProcess(data, properties);
        standalone.launch(APP + File.pathSeparator + TEST_CLASSES, fromCache());
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
        launch(APP + File.pathSeparator + TEST_CLASSES, fromCache());
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
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not stop in " + STOP + "; see " + log());
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

    private void launch(String classPath, String... flags) {
        starts++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(flags));
        command.addAll(
                List.of("-Dslipway.data=" + data, "-Dslipway.port=" + httpPort, "-Dslipway.kafka.port=" + kafkaPort));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath, StandaloneApplication.class.getName()));
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

    private static String[] fromCache() {
        return Files.exists(CACHE)
                ? new String[] {"-XX:AOTCache=" + CACHE, "-Xlog:disable", "-Xlog:all=error:stderr"}
                : new String[0];
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
