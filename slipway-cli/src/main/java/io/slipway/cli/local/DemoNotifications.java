package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Counts what the demo's log channel was told. */
final class DemoNotifications {
    private static final String LOGGER = "io.slipway.notification";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private DemoNotifications() {}

    /** Waits until the channel was told of a deployment's end; the last message is on its way when the demo ends. */
    static void await(Path log, String deploymentId) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!isTold(log, deploymentId) && Instant.now().isBefore(end)) {
            Thread.sleep(50);
        }
    }

    private static boolean isTold(Path log, String deploymentId) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(LOGGER) && line.contains("(" + deploymentId + ","));
        } catch (IOException e) {
            return false;
        }
    }

    static int count(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return (int) lines.filter(line -> line.contains(LOGGER) && line.contains("\"INFO\""))
                    .filter(line -> line.contains("greeter"))
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }
}
