package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Counts what the demo's log channel was told. */
final class DemoNotifications {
    private static final String LOGGER = "io.slipway.notification";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private DemoNotifications() {}

    /**
     * Waits until the channel was told of these deployments' ends: each message has a way of its own, and the last ones are
     * under way when the demo ends.
     *
     * @return of which it was not told in time
     */
    static List<String> awaitAll(Path log, List<String> deploymentIds) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        List<String> untold = untold(log, deploymentIds);
        while (!untold.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            untold = untold(log, untold);
        }
        return untold;
    }

    private static List<String> untold(Path log, List<String> deploymentIds) {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> told = lines.filter(line -> line.contains(LOGGER)).toList();
            return deploymentIds.stream()
                    .filter(id -> told.stream().noneMatch(line -> line.contains("(" + id + ",")))
                    .toList();
        } catch (IOException e) {
            return deploymentIds;
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
