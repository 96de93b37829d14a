package io.slipway.standalone.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backupservice.work.ScratchKafka;

/** Starts {@link DrillBroker}s with the Java and the classes of this process. */
final class DrillBrokerProcess implements ScratchKafka {
    private static final Logger LOG = LoggerFactory.getLogger(DrillBrokerProcess.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long GLANCE_MILLIS = 50;
    private static final long END_SECONDS = 30;

    @Override
    public Running start(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("broker.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DrillBroker.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Its environment is no place for this process's secrets.
        builder.environment().clear();
        Process process = builder.start();
        try {
            return new Started(process, bootstrap(process, folder.resolve(DrillBroker.BOOTSTRAP), log));
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(process);
            throw e;
        }
    }

    private static String bootstrap(Process process, Path file, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file)) {
            if (process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the broker for the drill did not start: " + lastLine(log));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the broker for the drill did not start within " + PATIENCE.toSeconds() + " s");
            }
        }
        return Files.readString(file);
    }

    private static String lastLine(Path log) throws IOException {
        return Files.readString(log)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it said nothing");
    }

    private record Started(Process process, String bootstrapServers) implements Running {
        @Override
        public void close() {
            end(process);
        }
    }

    /** Asks it to end, and does not wait for ever: nothing of it is needed any more. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            LOG.info("a broker for a drill was ended: {}", e.getMessage());
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
