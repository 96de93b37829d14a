package io.slipway.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts what the demo's log channel was told. */
final class DemoNotifications {
    private static final String LOGGER = "io.slipway.notification";

    private DemoNotifications() {}

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
