package io.slipway.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, started with the flags that {@code slipway up} gives it. */
final class Server implements AutoCloseable {
    private static final String HEAP = "512m";

    private final ChildJvm process;
    private final int kafkaPort;

    private Server(ChildJvm process, int kafkaPort) {
        this.process = process;
        this.kafkaPort = kafkaPort;
    }

    /** Starts it; returns when it is ready. */
    static Server start(String mainClass, Path data, List<String> flags) throws IOException, InterruptedException {
        int port = ChildJvm.freePort();
        int kafkaPort = ChildJvm.freePort();
        Files.createDirectories(data);
        List<String> program = new ArrayList<>(flags);
        program.addAll(
                List.of("-Dslipway.data=" + data, "-Dslipway.port=" + port, "-Dslipway.kafka.port=" + kafkaPort));
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return new Server(
                ChildJvm.start(data.resolve("server.log"), port, HEAP, program, "/actuator/health/readiness"),
                kafkaPort);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    URI uri(String path) {
        return process.uri(path);
    }

    /** See {@link ChildJvm#residentMebibytes}. */
    long residentMebibytes() throws IOException {
        return process.residentMebibytes();
    }

    /** Processor time it has used so far. */
    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
