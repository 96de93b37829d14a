package io.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;

import io.slipway.kafka.embedded.EmbeddedKafka;

import static org.awaitility.Awaitility.await;

/** A Kafka broker in a JVM of its own, which can be killed for real and started again on the same folder and ports. */
final class BrokerProcess implements AutoCloseable {
    private final Path folder;
    private final int port = StandaloneProcess.freePort();
    private final int controllerPort = StandaloneProcess.freePort();
    private Process process;
    private int starts;

    /** Starts it; returns when it answers. */
    BrokerProcess(Path folder) {
        this.folder = folder;
        start();
    }

    /** What runs in the other JVM. Arguments: the folder and the two ports. */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        new CountDownLatch(1).await();
    }

    void start() {
        starts++;
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerProcess.class.getName(),
                            folder.resolve("data").toString(),
                            String.valueOf(port),
                            String.valueOf(controllerPort))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("broker-" + starts + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            await("broker, its logs are in " + folder)
                    .atMost(Duration.ofMinutes(6))
                    .failFast("the process ended", () -> !process.isAlive())
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster()
                            .nodes()
                            .get(5, TimeUnit.SECONDS)
                            .isEmpty());
        }
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

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }
}
