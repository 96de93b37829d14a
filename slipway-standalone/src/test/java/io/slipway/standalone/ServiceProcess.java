package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One service as it is shipped, in a JVM of its own that can be killed for real and started again. */
final class ServiceProcess implements AutoCloseable {
    private final Path jar;
    private final Path folder;
    private final Path tokenFile;
    private final Map<String, String> properties;
    private final int port = StandaloneProcess.freePort();
    private Process process;
    private int starts;

    /**
     * Starts it; not ready when this returns.
     *
     * @param module the service's module, packaged
     * @param folder for its logs and all that only this instance keeps
     * @param tokenFile holds the token that it asks for
     */
    ServiceProcess(String module, Path folder, Path tokenFile, Map<String, String> properties) {
        this.jar = Path.of("..", module, "target", "app", module + ".jar").toAbsolutePath();
        this.folder = folder;
        this.tokenFile = tokenFile;
        this.properties = properties;
        assertThat(jar).as("the packaged service").isRegularFile();
        start();
    }

    void start() {
        starts++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dserver.port=" + port,
                "-Dslipway.http.admin-token-file=" + tokenFile));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startWhereItIsDown() {
        if (!process.isAlive()) {
            start();
        }
    }

    void awaitReady() {
        await("ready, log in " + log())
                .atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofMillis(200))
                .failFast("the process ended", () -> !process.isAlive())
                .until(() -> api().ready());
    }

    /** SIGKILL, no farewell. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: it does nothing from now on, and notices nothing. */
    void suspend() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    void wake() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Api api() {
        return new Api(port, tokenFile);
    }

    @Override
    public void close() {
        kill();
    }

    private Path log() {
        return folder.resolve("service-" + starts + ".log");
    }
}
